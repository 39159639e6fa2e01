import type { Responder } from '../attribution/responder.js';

export const nextjs: Responder = {
  id: 'nextjs',
  before: ['csrf-middleware'],
  responses: [
    {
      kind: 'host-check',
      name: 'the development server of Next.js',
      marks: [{ status: [403], body: /allowedDevOrigins|Blocked cross-origin request/ }],
      wayOut: 'Add the host to `allowedDevOrigins` in next.config.js and restart.',
    },
    {
      kind: 'csrf-filter',
      name: 'a Server Action of Next.js',
      marks: [{ body: /Invalid Server Actions request/ }],
      wayOut:
        'Add the page’s host to `serverActions.allowedOrigins` in next.config.js. Server Actions are meant for the app’s own pages: use a route handler for others.',
    },
  ],
};
