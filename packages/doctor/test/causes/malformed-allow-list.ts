import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, put, set } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['quotes', changed('preflight', set('Access-Control-Allow-Methods', '"PUT"')), put],
    ['spaces', changed('preflight', set('Access-Control-Allow-Headers', 'a b')), keyed],
  ],
  nearly: [['empty elements', changed('preflight', set('Access-Control-Allow-Methods', ',PUT,,')), put]],
};
