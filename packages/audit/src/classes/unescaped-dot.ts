import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, isRegistrable } from '../target.js';
import type { Weakness } from '../weakness.js';

export const unescapedDot: Weakness = {
  id: 'unescaped-dot',
  title: 'A dot in the pattern matches any character',
  probes: 'an allowed origin with another character for a dot',
  before: ['substring-match'],
  advice: 'Escape each dot as \\., or compare strings instead of patterns.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'suffix-match', 'any-subdomain'],
  origins: ({ bases }) => bases.flatMap(undotted),
};

/**
 * Each dot replaced on its own, then all but the last together. Which dot it is decides who could own the result. The
 * first of them is allowed by everything that ignores the start of the origin.
 */
export function undotted(base: Base): readonly ProbeOrigin[] {
  const { protocol, host, port, registered } = base;
  if (!registered) return [];
  const dots = [...host.matchAll(/\./g)].map(({ index }) => index).slice(-4);
  const hosts = dots.map((at) => `${host.slice(0, at)}x${host.slice(at + 1)}`);
  if (dots.length > 2) hosts.push(`${host.slice(0, dots.at(-1)).replaceAll('.', 'x')}${host.slice(dots.at(-1))}`);
  // (www.)? before the domain itself.
  if (host === registered.domain) hosts.unshift(`wwwx${host}`, `appx${host}`);
  return hosts
    .map((name): ProbeOrigin => {
      const origin = `${protocol}//${name}${port}`;
      if (isRegistrable(name, base)) return from('anyone')(origin);
      if (name.endsWith(`.${registered.domain}`)) return from('neighbour')(origin);
      return from('nobody', { why: 'nobody can register a name with that suffix', rare: true })(origin);
    })
    .toSorted((a, b) => Number(b.attacker === 'anyone') - Number(a.attacker === 'anyone'));
}
