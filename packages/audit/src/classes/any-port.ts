import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

export const anyPort: Weakness = {
  id: 'any-port',
  title: 'The server allows every port of the host',
  before: ['localhost-allowed'],
  advice: 'Anything else on that host is allowed too. Compare the whole origin, including the port.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  origins: ({ bases }) => bases.flatMap(otherPorts),
};

/** Common ports, and one that begins with the origin's own port. */
function otherPorts({ protocol, host, port, origin }: Base): readonly ProbeOrigin[] {
  const attacker = /(?:^|\.)localhost$|^127\.|^\[::1\]$/.test(host) ? 'machine' : 'neighbour';
  const longer = /^:\d{1,4}$/.test(port) && Number(port.slice(1)) * 10 < 65_536 ? [`${origin}0`] : [];
  const others = [':8443', ':3000', ':61234'].filter((other) => other !== port);
  return [
    ...[...others.map((other) => `${protocol}//${host}${other}`), ...longer].map(from(attacker)),
    // Browsers omit the default port.
    ...(port === '' ? [from('nobody')(`${protocol}//${host}:${protocol === 'https:' ? 443 : 80}`)] : []),
  ];
}
