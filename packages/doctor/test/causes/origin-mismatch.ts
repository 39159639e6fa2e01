import type { CauseServers } from '../cause-servers.js';
import { allow, changed, ORIGIN, put } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['a slash', changed('both', allow(`${ORIGIN}/`))],
    ['the scheme', changed('both', allow('http://app.example.com'))],
    ['of the preflight alone', changed('preflight', allow('https://b.example')), put],
  ],
  nearly: [
    ['it is none', changed('both', allow('yes'))],
    ['it is equal', changed('both', allow(` ${ORIGIN} `))],
  ],
};
