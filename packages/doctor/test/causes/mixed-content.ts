import type { CauseServers } from '../cause-servers.js';
import { right } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['http', right, { url: 'http://api.example.test/' }],
    ['behind a redirect', redirecting(302, 'http://api.example.test/', right)],
  ],
  nearly: [['loopback', right]],
};
