import { from } from '../probe-origin.js';
import { ATTACKER } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Names that nobody owns: a reserved one, and one under the most common suffix, which a pattern may require. */
export const reflectsAnyOrigin: Weakness = {
  id: 'reflects-any-origin',
  title: 'The server allows any origin',
  before: ['null-allowed'],
  advice:
    'It reflects the Origin of the request. List the origins that you trust and compare with them. If everyone may read this, send Access-Control-Allow-Origin: * without credentials.',
  impliedBy: [],
  origins: ({ key }) =>
    [`https://${ATTACKER}`, `http://${ATTACKER}`, `https://corsmith-${key}.com`].map(from('anyone')),
};
