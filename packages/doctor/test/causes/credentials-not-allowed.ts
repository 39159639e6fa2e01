import type { CauseServers } from '../cause-servers.js';
import { changed, set, without } from '../scripted-server.js';
import { cookies } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['absent', changed('both', without('Access-Control-Allow-Credentials')), cookies],
    ['True', changed('both', set('Access-Control-Allow-Credentials', 'True')), cookies],
    ['twice', changed('both', set('Access-Control-Allow-Credentials', 'true', 'true')), cookies],
  ],
  nearly: [['no cookies', changed('both', without('Access-Control-Allow-Credentials'))]],
};
