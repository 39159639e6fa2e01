import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['no scheme', right, { url: 'localhost:3000/users' }],
    ['a file', right, { url: 'file:///etc/hosts' }],
  ],
  nearly: [['http', right]],
};
