import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [['no-cors', right, { mode: 'no-cors' }]],
  nearly: [['an image', right, { mode: 'no-cors', initiator: 'image' }]],
};
