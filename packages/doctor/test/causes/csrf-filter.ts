import type { CauseServers } from '../cause-servers.js';
import { body, changed, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['Go', changed('both', silent, status(403), body('cross-origin request detected from Sec-Fetch-Site header'))],
    [
      'without a text',
      (request) =>
        request.headers['sec-fetch-site'] === 'cross-site'
          ? { status: 403, headers: [] }
          : changed('both', silent)(request),
    ],
  ],
  nearly: [['everyone is denied', changed('both', silent, status(403))]],
};
