import type { CauseServers } from '../cause-servers.js';
import { body, changed, keyed, put, set, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['nginx', changed('actual', silent, status(502), body('<hr><center>nginx</center>'))],
    [
      'too large',
      changed('actual', silent, status(413), body('<hr><center>nginx/1.2</center>')),
      {
        ...keyed,
      },
    ],
    ['API Gateway', changed('both', silent, status(403), set('x-amzn-ErrorType', 'ForbiddenException')), put],
    ['no mark', changed('actual', silent, status(504))],
  ],
  nearly: [
    ['nginx is the server', changed('preflight', silent, status(405), body('<center>nginx</center>')), put],
    ['it has permission', changed('both', status(502))],
  ],
};
