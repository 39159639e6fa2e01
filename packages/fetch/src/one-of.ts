/** @throws TypeError if `value` is not in `allowed`; `name` is used in its message. */
export function oneOf<const T extends string>(allowed: readonly T[], name: string, value: string): T {
  const found = allowed.find((known) => known === value);
  if (found === undefined) throw new TypeError(`${name} must be one of ${allowed.join(', ')}, not ${value}.`);
  return found;
}
