import type { CauseServers } from '../cause-servers.js';
import { changed, put, right, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['404', changed('preflight', silent, status(404)), put],
    ['405 with permission', changed('preflight', status(405)), put],
    ['200 without a word', changed('preflight', silent, status(200)), put],
  ],
  nearly: [
    ['no preflight is needed', changed('preflight', silent, status(404))],
    ['it is handled, and denied', right, { ...put, origin: 'https://b.example' }],
  ],
};
