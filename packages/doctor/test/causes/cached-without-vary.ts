import type { CauseServers } from '../cause-servers.js';
import { changed, silent } from '../scripted-server.js';
import { hit, kept } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['kept', kept(changed('actual', silent, hit))],
    ['without a mark', kept(changed('actual', silent))],
  ],
  nearly: [['past the cache the same', changed('actual', silent, hit)]],
};
