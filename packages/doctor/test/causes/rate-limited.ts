import type { CauseServers } from '../cause-servers.js';
import { changed, keyed, set, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['429', changed('actual', silent, status(429), set('Retry-After', '31'))],
    ['429 after a preflight', changed('actual', silent, status(429)), keyed],
  ],
  nearly: [['the page can read the 429', changed('both', status(429))]],
};
