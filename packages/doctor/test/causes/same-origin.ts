import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [['one server', right, (url) => ({ origin: url })]],
  nearly: [['another port', right, { origin: 'http://127.0.0.1' }]],
};
