import type { Responder } from '../attribution/responder.js';

export const vite: Responder = {
  id: 'vite',
  before: ['host-filter'],
  responses: [
    {
      kind: 'host-check',
      name: 'Vite’s development server',
      marks: [{ body: /^Blocked request\. This host \(.*\) is not allowed/ }],
      wayOut:
        'Add the host to `server.allowedHosts` in vite.config.js (`preview.allowedHosts` for vite preview; a leading dot covers subdomains).',
    },
  ],
};
