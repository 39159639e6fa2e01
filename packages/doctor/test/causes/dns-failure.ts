import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [['no such name', right, { url: 'http://nowhere.invalid/', origin: 'http://app.test' }]],
  nearly: [],
};
