import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, right, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['after a preflight', changed('actual', silent, status(500)), keyed],
    [
      'where a path that is not there has them',
      (request) =>
        request.url?.startsWith('/users') ? { status: 500, headers: [] } : { ...right(request)!, status: 404 },
    ],
  ],
  nearly: [
    ['it succeeds', changed('both', silent)],
    ['the error has them', changed('both', status(500))],
  ],
};
