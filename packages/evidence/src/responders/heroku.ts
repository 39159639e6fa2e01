import type { Responder } from '../attribution/responder.js';

export const heroku: Responder = {
  id: 'heroku',
  responses: [
    {
      kind: 'another-program',
      name: 'Heroku',
      marks: [{ status: [404], body: /herokucdn\.com\/error-pages\/no-such-app/ }],
      wayOut: 'There is no app with this name: check the host name and the custom domain.',
    },
    {
      kind: 'function',
      name: 'Heroku',
      marks: [{ status: [503], body: /herokucdn\.com\/error-pages\/(?:application-error|maintenance-mode)/ }],
      wayOut: 'The app crashed or did not start: `heroku logs --tail` shows why (H10, H12, R14 …).',
    },
  ],
};
