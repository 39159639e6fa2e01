import type { CauseServers } from '../cause-servers.js';
import { body, changed, keyed, put, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    [
      'Supabase',
      changed('both', silent, status(503), body('{"code":"BOOT_ERROR","message":"Function failed to start"}')),
      put,
    ],
  ],
  nearly: [['its own 503', changed('actual', silent, status(503), body('{"code":"OVERLOADED"}')), keyed]],
};
