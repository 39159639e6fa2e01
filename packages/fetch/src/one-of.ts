/** @throws TypeError where `value` is none of them; `name` says what it is. */
export function oneOf<const T extends string>(allowed: readonly T[], name: string, value: string): T {
  const found = allowed.find((known) => known === value);
  if (found === undefined) throw new TypeError(`${name} is one of ${allowed.join(', ')}, and not ${value}.`);
  return found;
}
