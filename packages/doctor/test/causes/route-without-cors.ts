import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, right, silent } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    [
      'its siblings have the headers',
      (request) => (request.url?.startsWith('/users') ? changed('actual', silent)(request) : right(request)),
    ],
  ],
  nearly: [['no route has them', changed('actual', silent), keyed]],
};
