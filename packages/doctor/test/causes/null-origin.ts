import type { CauseServers } from '../cause-servers.js';
import { allow, changed, ORIGIN, silent } from '../scripted-server.js';
import { only } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['another is named', changed('both', allow(ORIGIN)), { origin: 'null' }],
    ['others are allowed', only('http://localhost:3000'), { origin: 'null' }],
  ],
  nearly: [
    ['nobody is allowed', changed('both', silent), { origin: 'null' }],
    ['everybody is', changed('both', allow('*')), { origin: 'null' }],
  ],
};
