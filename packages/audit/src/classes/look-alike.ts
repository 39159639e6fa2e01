import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, strangersBeside } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Letters that an accent-insensitive or visual comparison treats as the plain ones. */
const ACCENTED: ReadonlyMap<string, string> = new Map([
  ['a', 'á'],
  ['e', 'é'],
  ['i', 'í'],
  ['o', 'ó'],
  ['u', 'ú'],
  ['c', 'ç'],
  ['n', 'ñ'],
  ['s', 'š'],
  ['l', 'ł'],
]);

const FIRST = new RegExp(`[${[...ACCENTED.keys()].join('')}]`);

/** A comparison of decoded names, or one by a database that ignores accents. */
export const lookAlike: Weakness = {
  id: 'look-alike',
  title: 'The server accepts a name that only looks the same',
  probes: 'a name that only looks like an allowed one',
  before: ['third-party'],
  advice: 'Compare bytes: no decoding of xn-- names, no database collation, no folding of letters.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  preflights: 'if-different',
  origins: ({ bases, key }) => bases.flatMap((base) => accented(base, key)),
};

function accented(base: Base, key: string): readonly ProbeOrigin[] {
  const { protocol, host, port, registered } = base;
  if (!registered) return [];
  const name = registered.name.replace(FIRST, (letter) => ACCENTED.get(letter) ?? letter);
  if (name === registered.name) return [];
  const written = `${protocol}//${host.slice(0, host.length - registered.domain.length)}${name}.${registered.suffix}${port}`;
  return [
    from('anyone', { unless: strangersBeside(base, key) })(new URL(written).origin),
    from('nobody', { rare: true })(`${protocol}//${host.toUpperCase()}${port}`),
  ];
}
