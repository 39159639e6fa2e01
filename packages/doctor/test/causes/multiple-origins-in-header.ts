import type { CauseServers } from '../cause-servers.js';
import { allow, changed, ORIGIN } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ['a comma', changed('both', allow(`${ORIGIN}, https://b.example`))],
    ['a space', changed('both', allow(`${ORIGIN} https://b.example`))],
  ],
  nearly: [['a space in nonsense', changed('both', allow('[object Object]'))]],
};
