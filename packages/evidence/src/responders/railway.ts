import type { Responder } from '../attribution/responder.js';

export const railway: Responder = {
  id: 'railway',
  responses: [
    {
      kind: 'another-program',
      name: 'Railway',
      marks: [{ status: [404], body: /^\{"status":"error","code":404,"message":"Application not found"/ }],
      wayOut: 'No service has this domain: check the host name, and that the service is deployed.',
    },
    {
      kind: 'function',
      name: 'Railway',
      marks: [{ status: [502, 503], body: /"message":"Application failed to respond"/ }],
      wayOut: 'The app crashed, or does not listen on 0.0.0.0 and `$PORT`: see its deploy logs.',
    },
  ],
};
