import type { CauseServers } from '../cause-servers.js';

export const servers: CauseServers = {
  shown: [['not HTTP', (request) => void request.socket.end('220 ready\r\n\r\n')]],
  nearly: [],
};
