import type { CauseServers } from '../cause-servers.js';
import { allow, changed, ORIGIN, put, silent, without } from '../scripted-server.js';
import { only } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['no CORS at all', changed('both', silent)],
    ['the other headers only', changed('both', without('Access-Control-Allow-Origin', 'Vary')), put],
  ],
  nearly: [
    ['another origin is allowed', only('http://app.example.com')],
    ['it is there, and wrong', changed('both', allow(`${ORIGIN}/`))],
  ],
};
