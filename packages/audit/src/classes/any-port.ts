import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

export const anyPort: Weakness = {
  id: 'any-port',
  title: 'The server lets in every port of the host',
  before: ['localhost-allowed'],
  advice: 'Whatever else runs on that host is let in too. Compare the whole origin, port included.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  origins: ({ bases }) => bases.flatMap(otherPorts),
};

/** One that may be anyone's, the usual one of development, and where there is a port that begins like it. */
function otherPorts({ protocol, host, port, origin }: Base): readonly ProbeOrigin[] {
  const attacker = /(?:^|\.)localhost$|^127\.|^\[::1\]$/.test(host) ? 'machine' : 'neighbour';
  const longer = /^:\d{1,4}$/.test(port) && Number(port.slice(1)) * 10 < 65_536 ? [`${origin}0`] : [];
  const others = [':8443', ':3000', ':61234'].filter((other) => other !== port);
  return [
    ...[...others.map((other) => `${protocol}//${host}${other}`), ...longer].map(from(attacker)),
    // A browser leaves the default port out.
    ...(port === '' ? [from('nobody')(`${protocol}//${host}:${protocol === 'https:' ? 443 : 80}`)] : []),
  ];
}
