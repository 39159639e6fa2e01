import type { CauseServers } from '../cause-servers.js';
import { body, changed, put, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['403 without a word', changed('preflight', silent, status(403)), put],
    [
      'S3',
      changed('both', silent, status(403), body('<Error><Message>CORSResponse: CORS is not enabled for this bucket.')),
      put,
    ],
  ],
  nearly: [
    ['401', changed('preflight', silent, status(401)), put],
    ['404', changed('preflight', silent, status(404)), put],
  ],
};
