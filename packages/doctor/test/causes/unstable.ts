import type { CauseServers } from '../cause-servers.js';
import { changed, silent } from '../scripted-server.js';
import { alternating, only } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [['every second response lacks the headers', alternating(changed('both', silent))]],
  nearly: [
    ['it is always wrong', changed('both', silent)],
    ['it depends on the origin', only('http://app.example.com')],
  ],
};
