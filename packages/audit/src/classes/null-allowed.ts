import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

export const nullAllowed: Weakness = {
  id: 'null-allowed',
  title: 'The server lets in the origin null, which every page can have',
  advice:
    'Take null out of the list: any website has that origin in a sandboxed frame. Serve local files over http instead.',
  impliedBy: ['reflects-any-origin'],
  origins: () => [from('anyone')('null')],
};
