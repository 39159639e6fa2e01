import type { Value } from '../value.js';

/** The value that holds as long as nothing is set from outside; a value without a choice is itself. */
export const asWritten = (value: Value): Value => {
  if (value.kind !== 'choice') return value;
  const [known, ...more] = value.of.map((one) => asWritten(one.value)).filter(({ kind }) => kind !== 'unknown');
  return known && more.length === 0 ? known : value;
};
