import type { CauseServers } from '../cause-servers.js';
import { changed, right, set } from '../scripted-server.js';
import { cookies } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['ETag', right, {}, { read: ['ETag'] }],
    ['* with cookies', changed('actual', set('Access-Control-Expose-Headers', '*')), cookies, { read: ['etag'] }],
  ],
  nearly: [
    ['it is exposed', changed('actual', set('Access-Control-Expose-Headers', 'ETag')), {}, { read: ['ETag'] }],
    ['it is not sent', right, {}, { read: ['X-Total'] }],
    ['always readable', changed('actual', set('Expires', '0')), {}, { read: ['Expires'] }],
  ],
};
