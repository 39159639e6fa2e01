import type { CauseServers } from '../cause-servers.js';
import { changed, put, silent } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['Django', redirecting(302, '/accounts/login/?next=/users', changed('both', silent))],
    ['of the preflight', redirecting(302, '/login', changed('both', silent)), put],
  ],
  nearly: [
    ['another path', redirecting(302, '/blog/how-to-login-pages-work', changed('both', silent))],
    ['a trailing slash', redirecting(308, '/users/', changed('both', silent))],
  ],
};
