import type { Responder } from '../attribution/responder.js';

export const goCrossOriginProtection: Responder = {
  id: 'go-cross-origin-protection',
  before: ['csrf-middleware'],
  responses: [
    {
      kind: 'csrf-filter',
      name: 'Go’s http.CrossOriginProtection',
      marks: [{ status: [403], body: /^cross-origin request detected/ }],
      wayOut:
        'Call `AddTrustedOrigin` with the page’s origin, or `AddInsecureBypassPattern` for routes that need no protection, and run CORS before it.',
    },
  ],
};
