import type { CauseServers } from '../cause-servers.js';
import { allow, changed } from '../scripted-server.js';
import { hit, kept } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [['kept', kept(changed('actual', allow('https://b.example'), hit))]],
  nearly: [['past the cache the same', changed('actual', allow('https://b.example'), hit)]],
};
