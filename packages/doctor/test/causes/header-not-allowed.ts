import type { CauseServers } from '../cause-servers.js';
import { body, changed, keyed, set, status, without } from '../scripted-server.js';
import { cookies } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['absent', changed('preflight', without('Access-Control-Allow-Headers')), keyed],
    [
      '* with cookies',
      changed('preflight', set('Access-Control-Allow-Headers', '*')),
      {
        ...keyed,
        ...cookies,
      },
    ],
    [
      'Starlette',
      changed('preflight', status(400), body('Disallowed CORS headers')),
      {
        headers: [['X-Other', '1']],
      },
    ],
  ],
  nearly: [
    ['upper case', changed('preflight', set('Access-Control-Allow-Headers', 'X-API-KEY')), keyed],
    ['*', changed('preflight', set('Access-Control-Allow-Headers', '*')), keyed],
  ],
};
