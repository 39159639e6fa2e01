import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['404 for both', changed('both', silent, status(404)), keyed],
    ['404 without a preflight', changed('both', silent, status(404))],
    ['503 for both', changed('both', silent, status(503)), keyed],
  ],
  nearly: [
    ['the real method is there', changed('preflight', silent, status(404)), keyed],
    ['the 404 carries permission', changed('both', status(404))],
  ],
};
