import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, put, set, silent } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['for a header', changed('actual', silent), keyed],
    ['for a method that changes data', changed('actual', silent), put, { send: true }],
  ],
  nearly: [
    ['neither has them', changed('both', silent), keyed],
    ['GET responds with an HTML page', changed('actual', silent, set('Content-Type', 'text/html')), put],
  ],
};
