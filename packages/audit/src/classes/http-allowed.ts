import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Whoever can intercept a page without TLS can inject scripts; a server without TLS is exposed anyway. */
export const httpAllowed: Weakness = {
  id: 'http-allowed',
  title: 'The server allows a page without https',
  probes: 'an allowed host without TLS',
  before: ['any-port'],
  advice: 'Compare the scheme too, and list only https origins. With HSTS, returning visitors are safe.',
  impliedBy: ['reflects-any-origin'],
  origins: ({ url, network, bases, own }) =>
    url.protocol === 'https:' || network === 'private'
      ? [...bases.flatMap(downgraded), ...(own ? ofTheServer(own) : [])]
      : [],
};

function downgraded({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  if (protocol !== 'https:') return [];
  return [
    ...[`http://${host}${port}`, ...(registered ? [`http://corsmith.${registered.domain}${port}`] : [])].map(
      from('network'),
    ),
    from('nobody', { why: 'a name with a trailing dot leads to the same server', rare: true })(
      `https://${host}.${port}`,
    ),
  ];
}

/** Compared with the Host of the request, with its port or without. */
const ofTheServer = ({ protocol, host, port }: Base): readonly ProbeOrigin[] =>
  protocol === 'https:' ? [...new Set([`http://${host}`, `http://${host}${port}`])].map(from('network')) : [];
