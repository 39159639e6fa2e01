import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [['a password', redirecting(302, 'http://u:p@127.0.0.1:2/', right)]],
  nearly: [['an @ in the path', redirecting(302, '/two/u:p@x', right)]],
};
