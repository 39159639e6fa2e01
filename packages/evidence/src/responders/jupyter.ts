import type { Responder } from '../attribution/responder.js';

export const jupyter: Responder = {
  id: 'jupyter',
  before: ['csrf-middleware'],
  responses: [
    {
      kind: 'csrf-filter',
      name: 'Jupyter',
      marks: [{ status: [403, 404], body: /Blocking Cross Origin API request|'_xsrf' argument missing/ }],
      wayOut: 'Set `c.ServerApp.allow_origin` to the page’s origin, and send the token in Authorization (`token …`).',
    },
    {
      kind: 'sign-in',
      name: 'Jupyter',
      marks: [{ status: [302], headers: { location: /\/login\?next=/, server: /^TornadoServer/ } }],
      wayOut: 'Send the server’s token in Authorization (`token …`).',
    },
  ],
};
