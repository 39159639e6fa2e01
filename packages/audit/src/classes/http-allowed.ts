import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Whoever can intercept a page without TLS can inject scripts; a server without TLS is exposed anyway. */
export const httpAllowed: Weakness = {
  id: 'http-allowed',
  title: 'The server allows a page without https',
  before: ['any-port'],
  advice: 'Compare the scheme too, and list only https origins. With HSTS, returning visitors are safe.',
  impliedBy: ['reflects-any-origin'],
  origins: (target) =>
    target.url.protocol === 'https:' || target.network === 'private' ? target.bases.flatMap(downgraded) : [],
};

function downgraded({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  if (protocol !== 'https:') return [];
  return [
    ...[`http://${host}${port}`, ...(registered ? [`http://corsmith.${registered.domain}${port}`] : [])].map(
      from('network'),
    ),
    {
      origin: `https://${host}.${port}`,
      attacker: 'nobody',
      why: 'a name with a trailing dot leads to the same server',
    },
  ];
}
