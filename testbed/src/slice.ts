import { freshSeed } from '../../setup/fresh-seed.mjs';

/** So many of them, spread over all, and others with each commit. All of them with `WHOLE=1`: `npm run test:whole`. */
export function slice<T>(all: readonly T[], count: number): readonly T[] {
  if (process.env.WHOLE === '1' || count >= all.length) return all;
  const first = freshSeed() % all.length;
  return Array.from(
    { length: count },
    (_, index) => all[(first + Math.floor((index * all.length) / count)) % all.length]!,
  );
}
