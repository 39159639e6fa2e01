import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['X11', right, { url: 'http://127.0.0.1:6000/', origin: 'http://app.test' }],
    ['behind a redirect', redirecting(302, 'http://127.0.0.1:6000/', right)],
  ],
  nearly: [['an open one', right]],
};
