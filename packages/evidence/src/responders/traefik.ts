import type { Responder } from '../attribution/responder.js';

export const traefik: Responder = {
  id: 'traefik',
  responses: [
    {
      kind: 'gateway',
      name: 'Traefik',
      marks: [
        {
          status: [502, 503, 504],
          body: /^(?:Bad Gateway|Service Unavailable|no available server|Gateway Timeout)\s*$/,
        },
      ],
      wayOut: 'The service has no healthy server: check its port label and its network.',
    },
  ],
};
