import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [['no server', right, { url: 'http://127.0.0.1:2/', origin: 'http://app.test' }]],
  nearly: [],
};
