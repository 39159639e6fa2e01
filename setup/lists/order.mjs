/** @typedef {import('./read-entries.mjs').Entry} Entry */

/**
 * Entries in the order of their groups, and within a group each before those that its `before` names; else by id.
 *
 * @param {readonly Entry[]} entries
 * @param {readonly string[]} [groups]
 * @returns {Entry[]}
 * @throws Error with one sentence if `before` names no entry of the same group, or if there is no such order.
 */
export const ordered = (entries, groups = [undefined]) =>
  groups.flatMap((group) => sorted(entries.filter((entry) => entry.group === group)));

function sorted(entries) {
  const ids = new Set(entries.map(({ id }) => id));
  for (const { id, before } of entries) {
    const unknown = before.find((other) => !ids.has(other));
    if (unknown !== undefined) throw new Error(`'${id}' can't come before '${unknown}': its group has no such entry.`);
  }
  const left = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const result = [];
  while (left.length > 0) {
    const next = left.findIndex(({ id }) => left.every(({ before }) => !before.includes(id)));
    if (next === -1)
      throw new Error(`No order has each of ${left.map(({ id }) => id).join(', ')} before what it names.`);
    result.push(...left.splice(next, 1));
  }
  return result;
}
