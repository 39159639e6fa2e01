import type { CauseServers } from '../cause-servers.js';
import { body, changed, right, set, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    [
      'a server that wants an upgrade',
      changed('both', silent, status(426), set('Upgrade', 'websocket'), body('Upgrade Required')),
    ],
    ['its scheme', right, (url) => ({ url: url.replace('http:', 'ws:') })],
  ],
  nearly: [['HTTP/2 is offered', changed('both', silent, set('Upgrade', 'h2c'))]],
};
