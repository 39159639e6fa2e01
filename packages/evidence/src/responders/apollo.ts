import type { Responder } from '../attribution/responder.js';

export const apollo: Responder = {
  id: 'apollo',
  before: ['csrf-middleware'],
  responses: [
    {
      kind: 'csrf-filter',
      name: 'Apollo Server',
      marks: [{ status: [400], body: /This operation has been blocked as a potential Cross-Site Request Forgery/ }],
      wayOut:
        'Send `Content-Type: application/json` or the header `Apollo-Require-Preflight: true`, and allow it in Access-Control-Allow-Headers.',
    },
  ],
};
