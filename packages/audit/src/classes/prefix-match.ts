import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base, Target } from '../target.js';
import type { Weakness } from '../weakness.js';
import { ADDRESSES } from './address-allowed.js';
import { LOCAL_ORIGINS } from './localhost-allowed.js';

/** `startsWith`, and patterns without an end anchor. */
export const prefixMatch: Weakness = {
  id: 'prefix-match',
  title: 'The server compares only the start of the origin',
  probes: 'an origin that only starts like an allowed one',
  before: ['unescaped-dot'],
  advice: 'A pattern has no end anchor ($ or \\z), or the comparison is startsWith. Compare the whole origin.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: (target) => [
    ...target.bases.flatMap((base) => lengthened(base, target)),
    ...(target.own ? lengthened(target.own, target).slice(0, 1) : []),
    ...locals(target),
  ],
};

/** The first of them is allowed by everything that ignores the end. */
export function lengthened({ protocol, host, port, registered }: Base, { attackerHost }: Target): ProbeOrigin[] {
  if (host.startsWith('[')) return [];
  const parent = registered && host.endsWith(registered.suffix) ? host.slice(0, -registered.suffix.length) : undefined;
  const first = `${protocol}//${host}.${attackerHost}${port}`;
  return [
    ...[
      first,
      `${protocol}//${host}-${attackerHost}${port}`,
      ...(parent === undefined ? [] : [`${protocol}//${parent}${attackerHost}${port}`]),
    ].map(from('anyone')),
    from('anyone', { after: [first] })(`${protocol}//${host}${attackerHost}${port}`),
  ];
}

/** For lists that allow everything that starts with localhost, or like an address of the local network. */
function locals({ attackerHost }: Target): readonly ProbeOrigin[] {
  const names = ['http://localhost', 'http://127.0.0.1', 'https://localhost', 'https://127.0.0.1'];
  const addresses = ['192.168.0.1', '192.168', '10.0.0.1', '10', '172.16.0.1', '203.0.113.7'];
  return [
    ...names.map((name) => from('anyone', { after: LOCAL_ORIGINS })(`${name}.${attackerHost}`)),
    ...addresses.map((start) => from('anyone', { after: ADDRESSES })(`http://${start}.${attackerHost}`)),
  ];
}
