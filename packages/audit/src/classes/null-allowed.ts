import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

export const nullAllowed: Weakness = {
  id: 'null-allowed',
  title: 'The server allows the origin null, which any page can have',
  probes: 'a sandboxed frame',
  before: ['prefix-match'],
  advice:
    'Remove null from the list: any website gets that origin in a sandboxed frame. Serve local files over http instead.',
  impliedBy: ['reflects-any-origin'],
  origins: () => [from('anyone')('null')],
};
