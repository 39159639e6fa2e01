import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

export const extensionAllowed: Weakness = {
  id: 'extension-allowed',
  title: 'The server allows every browser extension',
  probes: 'a browser extension',
  before: ['look-alike'],
  advice:
    'List the ids of your own extensions. Firefox gives each installation another id, so such a list does not work there.',
  impliedBy: ['reflects-any-origin'],
  preflights: 'if-different',
  origins: ({ key }) => {
    const uuid = '1c0a5d3e-7b42-4f19-9a66-0d8e5b7c2f31';
    return [
      // Ids of Chrome are 32 letters from a to p.
      from('extension')(`chrome-extension://${key.repeat(4)}`),
      from('extension')(`moz-extension://${uuid}`),
      from('extension', { rare: true })(`safari-web-extension://${uuid}`),
    ];
  },
};
