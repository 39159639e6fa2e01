import { parse } from 'tldts';
import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, isRegistrable } from '../target.js';
import type { Weakness } from '../weakness.js';
import { withOtherEndings } from './any-ending.js';

/** `allowed.includes(origin)` with a string instead of a list: it also contains parts of origins. */
export const partOfList: Weakness = {
  id: 'part-of-list',
  title: 'The server searches for the origin in a string of allowed origins',
  probes: 'a part of an allowed origin',
  before: ['any-subdomain'],
  advice: 'The string also contains parts of allowed origins. Split it into a list and compare whole origins.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match', 'suffix-match'],
  preflights: 'if-different',
  origins: ({ bases }) => bases.flatMap(shortened),
};

/** A real suffix that ours begins with (`.co` of `.com`), and a name without its first letter. */
function shortened(base: Base): readonly ProbeOrigin[] {
  const { protocol, host, port, registered } = base;
  if (!registered) return [];
  const { domain, name } = registered;
  const ends = [host.slice(0, -1), host.slice(0, -2), host.slice(0, -3)].filter(
    (cut) => parse(cut).isIcann === true && parse(cut).domain,
  );
  const unless = withOtherEndings(base);
  return [
    ...ends.slice(0, 1).map((cut) => ({ cut, more: { unless } })),
    ...(name.length > 1 ? [{ cut: domain.slice(1), more: {} }] : []),
  ]
    .filter(({ cut }) => isRegistrable(cut, base))
    .map(({ cut, more }) => from('anyone', more)(`${protocol}//${cut}${port}`));
}
