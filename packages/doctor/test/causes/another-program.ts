import type { CauseServers } from '../cause-servers.js';
import { changed, put, set, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['AirPlay', changed('both', silent, status(403), set('Server', 'AirTunes/670.6.2'))],
    ['AirPlay at the preflight', changed('both', silent, status(403), set('Server', 'AirTunes/670')), put],
  ],
  nearly: [['a refusal', changed('both', silent, status(403))]],
};
