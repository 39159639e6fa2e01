import type { CauseServers } from '../cause-servers.js';
import { allow, changed, ORIGIN, set } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['equal', changed('both', allow(ORIGIN, ORIGIN))],
    ['with *', changed('both', allow('*', ORIGIN))],
  ],
  nearly: [['Vary twice', changed('both', set('Vary', 'Origin', 'Accept'))]],
};
