import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

const PRIVATE: readonly [string, ...string[]] = [
  'http://192.168.1.10',
  'http://192.168.1.10:3000',
  'http://10.0.0.5:3000',
  'http://10.0.0.5',
  'http://172.16.0.5:3000',
];
/** Reserved for documentation; others like it belong to anyone. https://www.rfc-editor.org/rfc/rfc5737 */
const PUBLIC = ['http://203.0.113.7', 'http://203.0.113.7:8080'] as const;

export const ADDRESSES: readonly string[] = [...PRIVATE, ...PUBLIC];

/** Patterns for development in a local network, and patterns of any address. */
export const addressAllowed: Weakness = {
  id: 'address-allowed',
  title: 'The server allows bare IP addresses',
  probes: 'a bare IP address',
  before: ['preview-hosts'],
  advice:
    'The same private addresses exist in every network: in a café they are someone else’s devices. List the names of the hosts, with https.',
  impliedBy: ['reflects-any-origin'],
  origins: () => [
    from('lan')(PRIVATE[0]),
    from('anyone')(PUBLIC[0]),
    ...PRIVATE.slice(1, 3).map(from('lan')),
    ...PRIVATE.slice(3).map(from('lan', { after: ADDRESSES })),
    from('anyone', { after: ADDRESSES })(PUBLIC[1]),
  ],
};
