import { type Trap, trap } from '../trap.js';
import { type Value, within } from '../value.js';

/** `process.env.ORIGINS.split(',')` whose parts keep their spaces. */
export function splitWithoutTrim(origin: Value | undefined): readonly Trap[] {
  if (!origin) return [];
  const all = [...within(origin)];
  const isTrimmed = (split: Value) =>
    all.some(
      (one) =>
        one.kind === 'call' &&
        /\.(?:map|flatMap)$/.test(one.callee) &&
        one.receiver &&
        [...within(one.receiver)].includes(split) &&
        one.arguments.some((given) => /trim/.test(given.at.file.text.slice(given.at.from, given.at.to))),
    );
  return all.flatMap((one): readonly Trap[] => {
    if (one.kind !== 'call' || !/\.split$/.test(one.callee)) return [];
    const [by] = one.arguments;
    if (by?.kind !== 'text' || by.text !== ',' || isTrimmed(one)) return [];
    // What is written down has the spaces that it has.
    return one.receiver?.kind === 'text' ? [] : [trap('split-without-trim', one.at)];
  });
}
