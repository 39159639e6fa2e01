import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, put, right, without } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['absent', changed('preflight', without('Access-Control-Allow-Methods')), put],
    ['patch', right, { ...put, method: 'patch' }],
  ],
  nearly: [
    [
      'POST is always allowed',
      changed('preflight', without('Access-Control-Allow-Methods')),
      {
        ...keyed,
        method: 'POST',
      },
    ],
  ],
};
