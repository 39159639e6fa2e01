import type { CauseServers } from '../cause-servers.js';
import { body, changed, put, set, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['Cloudflare', changed('both', silent, status(403), set('cf-mitigated', 'challenge'))],
    ['of the preflight', changed('preflight', silent, status(403), body('<title>Just a moment...')), put],
  ],
  nearly: [['a refusal', changed('both', silent, status(403))]],
};
