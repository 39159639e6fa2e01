import type { CauseServers } from '../cause-servers.js';
import { allow, changed } from '../scripted-server.js';
import { cookies } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [['*', changed('both', allow('*')), cookies]],
  nearly: [['no cookies', changed('both', allow('*'))]],
};
