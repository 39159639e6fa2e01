import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [['plain HTTP', right, (url) => ({ url: url.replace('http:', 'https:') })]],
  nearly: [],
};
