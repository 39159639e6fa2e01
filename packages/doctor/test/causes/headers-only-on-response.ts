import type { CauseServers } from '../cause-servers.js';
import { changed, put, without } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [['lists only', changed('preflight', without('Access-Control-Allow-Origin')), put]],
  nearly: [['neither has them', changed('both', without('Access-Control-Allow-Origin')), put]],
};
