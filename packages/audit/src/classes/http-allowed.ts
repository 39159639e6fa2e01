import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Whoever is on the way of a page without TLS can write scripts into it; over a server that has none they see all anyway. */
export const httpAllowed: Weakness = {
  id: 'http-allowed',
  title: 'The server lets in a page without https',
  before: ['any-port'],
  advice:
    'Compare the scheme too, and list https origins only. Where the site has HSTS, those who were there before are safe.',
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
      why: 'with a dot at its end the name leads to the same server',
    },
  ];
}
