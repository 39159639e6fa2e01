import type { CauseServers } from '../cause-servers.js';
import { changed, put, set } from '../scripted-server.js';
import { hit, kept } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [['kept', kept(changed('preflight', set('Access-Control-Allow-Methods', 'GET'), hit), 'preflight'), put]],
  nearly: [['past the cache the same', changed('preflight', set('Access-Control-Allow-Methods', 'GET'), hit), put]],
};
