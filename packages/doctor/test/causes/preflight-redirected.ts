import type { CauseServers } from '../cause-servers.js';
import { changed, put, right, silent } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['a slash', redirecting(308, '/users/', right), put],
    ['to https', redirecting(301, 'https://127.0.0.1/users', changed('both', silent)), put],
  ],
  nearly: [['the request itself is', redirecting(302, '/two', right)]],
};
