import type { CauseServers } from '../cause-servers.js';
import { keyed, right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['same-origin', right, { mode: 'same-origin' }],
    ['a data: URL that holds nothing', right, { url: 'data:x' }],
    ['a body with GET', right, { body: 'x' }],
  ],
  nearly: [['a header of the page', right, keyed]],
};
