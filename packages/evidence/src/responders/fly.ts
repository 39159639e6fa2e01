import type { Responder } from '../attribution/responder.js';

export const fly: Responder = {
  id: 'fly',
  responses: [
    {
      kind: 'function',
      name: 'Fly.io',
      marks: [{ status: [502, 503], headers: { server: /^Fly\// } }],
      wayOut: 'No machine responds: `fly logs` shows why. The app must listen on 0.0.0.0 and `internal_port`.',
    },
  ],
};
