import type { Responder } from '../attribution/responder.js';

export const caddy: Responder = {
  id: 'caddy',
  responses: [
    {
      kind: 'gateway',
      name: 'Caddy',
      marks: [{ status: [502, 503, 504], headers: { server: /^Caddy$/ } }],
      wayOut: 'It does not reach the app: start it, and check `reverse_proxy`.',
    },
    {
      kind: 'gateway',
      name: 'Caddy',
      marks: [{ status: [413], headers: { server: /^Caddy$/ } }],
      wayOut: 'The body is too large: raise `request_body { max_size … }`.',
    },
  ],
};
