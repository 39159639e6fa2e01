import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Letters that an accent-insensitive or visual comparison treats as the plain ones. */
const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  l: 'ł',
};

/** A comparison of decoded names, or one by a database that ignores accents. */
export const lookAlike: Weakness = {
  id: 'look-alike',
  title: 'The server accepts a name that only looks the same',
  before: ['special-characters'],
  advice: 'Compare bytes: no decoding of xn-- names, no database collation, no folding of letters.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: ({ bases }) => bases.flatMap(accented),
};

function accented({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  const letter = [...(registered?.name ?? '')].find((one) => one in ACCENTED);
  if (!registered || letter === undefined) return [];
  const name = registered.name.replace(letter, ACCENTED[letter]!);
  const written = `${protocol}//${host.slice(0, host.length - registered.domain.length)}${name}.${registered.suffix}${port}`;
  return [
    from('anyone')(`${new URL(written).origin}`),
    // As UTF-8 bytes, which no browser sends.
    from('nobody')(Buffer.from(written).toString('latin1')),
    from('nobody')(`${protocol}//${host.toUpperCase()}${port}`),
  ];
}
