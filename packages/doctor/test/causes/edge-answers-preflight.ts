import type { CauseServers } from '../cause-servers.js';
import { changed, isPreflight, put, right, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    [
      'another server',
      (request) =>
        isPreflight(request)
          ? { status: 200, headers: [['Server', 'edge']] }
          : { ...right(request)!, headers: [...right(request)!.headers, ['Server', 'app']] },
      put,
    ],
  ],
  nearly: [['the same server', changed('preflight', silent, status(404)), put]],
};
