/** @throws TypeError if `value` is not in `allowed`; `name` is used in its message. */
export function oneOf<const T extends string>(allowed: readonly T[], name: string, value: string): T {
  const found = allowed.find((known) => known === value);
  if (found === undefined) throw new TypeError(`${name} must be one of ${allowed.join(', ')}, not ${value}.`);
  return found;
}

/** @throws TypeError if `value` is no object, or has a field that is not in `known`: it would have no effect. */
export function checkFields(value: unknown, name: string, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${name} requires an object, not ${value}.`);
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new TypeError(`${name} has no field '${unknown}'. Known: ${known.join(', ')}.`);
}
