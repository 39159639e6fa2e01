import type { Responder } from '../attribution/responder.js';

export const localtunnel: Responder = {
  id: 'localtunnel',
  before: ['captive-portal'],
  responses: [
    {
      kind: 'wall',
      name: 'localtunnel’s reminder page',
      marks: [
        { headers: { 'x-localtunnel-agent-ips': /./ }, body: /bypass-tunnel-reminder|Tunnel Password/i },
        { host: /\.(?:loca\.lt|localtunnel\.me)$/, status: [401, 511] },
        { body: /bypass-tunnel-reminder|To access the website, please enter the tunnel password/i },
      ],
      wayOut:
        'Send the header bypass-tunnel-reminder: 1 with the request (any value), and allow it in Access-Control-Allow-Headers.',
    },
    {
      kind: 'gateway',
      name: 'localtunnel',
      marks: [{ host: /\.(?:loca\.lt|localtunnel\.me)$/, status: [502, 503, 504, 408] }],
      wayOut: 'The tunnel is closed, or nothing listens on the port that it forwards to: start both.',
    },
  ],
};
