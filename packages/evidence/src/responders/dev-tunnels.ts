import type { Responder } from '../attribution/responder.js';

export const devTunnels: Responder = {
  id: 'dev-tunnels',
  responses: [
    {
      kind: 'wall',
      name: 'the login or warning page of Dev Tunnels',
      marks: [
        { headers: { location: /(?:tunnels\.api\.visualstudio\.com|devtunnels\.ms)\/(?:auth|api)/ } },
        { host: /\.devtunnels\.ms$/, status: [401, 302] },
        { body: /X-Tunnel-Skip-AntiPhishing-Page|tunnels-prod-rel-tm/ },
      ],
      wayOut:
        'Make the port public (`devtunnel host --allow-anonymous`, or Port visibility, Public in VS Code), and send X-Tunnel-Skip-AntiPhishing-Page: true.',
    },
  ],
};
