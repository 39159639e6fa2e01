import type { CauseServers } from '../cause-servers.js';
import { body, changed, silent, status } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    [
      'Vite',
      changed(
        'both',
        silent,
        status(403),
        body('Blocked request. This host ("api.example.com") is not allowed.\nTo allow this host, add it.'),
      ),
    ],
  ],
  nearly: [['a refusal', changed('both', silent, status(403), body('Blocked'))]],
};
