import { from } from '../probe-origin.js';
import { ATTACKER } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Names that nobody has: one that is reserved, and one under the commonest ending, which a pattern may ask for. */
export const reflectsAnyOrigin: Weakness = {
  id: 'reflects-any-origin',
  title: 'The server lets in whatever origin asks',
  before: ['null-allowed'],
  advice:
    'It sends back the Origin that it gets. List the origins that you trust and compare with them; if everyone may read this, say Access-Control-Allow-Origin: * and no credentials.',
  impliedBy: [],
  origins: ({ key }) =>
    [`https://${ATTACKER}`, `http://${ATTACKER}`, `https://corsmith-${key}.com`].map(from('anyone')),
};
