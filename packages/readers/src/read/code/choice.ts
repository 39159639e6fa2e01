import type { Value } from '../value.js';

/** The value that holds as long as nothing is set from outside; a value without a choice is itself. */
export const asWritten = (value: Value): Value => {
  if (value.kind !== 'choice') return value;
  const known = value.of.map((one) => asWritten(one.value)).filter(({ kind }) => kind !== 'unknown');
  return known.length === 1 ? known[0]! : value;
};
