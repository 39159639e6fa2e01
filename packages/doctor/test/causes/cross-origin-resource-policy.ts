import type { CauseServers } from '../cause-servers.js';
import { changed, set } from '../scripted-server.js';
import { redirecting } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    [
      'an image',
      changed('actual', set('Cross-Origin-Resource-Policy', 'same-origin')),
      {
        mode: 'no-cors',
        initiator: 'image',
      },
    ],
    [
      'of a redirect',
      redirecting(302, 'http://127.0.0.1:2/', changed('both', set('Cross-Origin-Resource-Policy', 'same-site'))),
      { mode: 'no-cors' },
    ],
  ],
  nearly: [['with CORS', changed('actual', set('Cross-Origin-Resource-Policy', 'same-origin'))]],
};
