import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, isLoopback } from '../target.js';
import type { Weakness } from '../weakness.js';

export const anyPort: Weakness = {
  id: 'any-port',
  title: 'The server allows every port of the host',
  probes: 'an allowed host on another port',
  before: ['localhost-allowed'],
  advice: 'Anything else on that host is allowed too. Compare the whole origin, including the port.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  origins: ({ bases, own }) => [
    ...bases.flatMap(otherPorts),
    ...(own && !isLoopback(own.host) ? otherPorts(own).slice(0, 1) : []),
  ],
};

/** A port of four digits, which every pattern of ports allows, and one that begins with the origin's own port. */
function otherPorts({ protocol, host, port, origin }: Base): readonly ProbeOrigin[] {
  const attacker = isLoopback(host) ? 'machine' : 'neighbour';
  const longer = /^:\d{1,4}$/.test(port) && Number(port.slice(1)) * 10 < 65_536 ? [`${origin}0`] : [];
  const [first = '', ...others] = [':8443', ':3000', ':61234']
    .filter((other) => other !== port)
    .map((other) => `${protocol}//${host}${other}`);
  return [
    ...[first, ...longer].map(from(attacker)),
    ...others.map(from(attacker, { after: [first] })),
    // Browsers omit the default port.
    ...(port === ''
      ? [from('nobody', { rare: true })(`${protocol}//${host}:${protocol === 'https:' ? 443 : 80}`)]
      : []),
  ];
}
