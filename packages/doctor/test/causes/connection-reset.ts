import type { CauseServers } from '../cause-servers.js';

export const servers: CauseServers = {
  shown: [['closed', (request) => void request.socket.destroy()]],
  nearly: [],
};
