import type { CauseServers } from '../cause-servers.js';
import { changed, put, silent, status } from '../scripted-server.js';
import { token } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['401', changed('preflight', silent, status(401)), token],
    ['401 with permission', changed('preflight', status(401)), put],
  ],
  nearly: [['the request itself is refused', changed('actual', silent, status(401)), token]],
};
