import type { CauseServers } from '../cause-servers.js';
import { changed, right, silent } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['without permission', redirecting(302, '/two', changed('both', silent))],
    ['to a target without', redirecting(302, '/two', right, changed('both', silent))],
    ['refused by the page', redirecting(302, '/two', right), { redirect: 'error' }],
    ['in a circle', redirecting(302, '/users', right)],
    ['to a data: URL', redirecting(302, 'data:,x', right)],
  ],
  nearly: [['both hops allow it', redirecting(302, '/two', right)]],
};
