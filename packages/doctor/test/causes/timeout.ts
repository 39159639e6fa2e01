import type { CauseServers } from '../cause-servers.js';

export const servers: CauseServers = {
  shown: [['no response', () => undefined, {}, { timeoutMs: 100 }]],
  nearly: [],
};
