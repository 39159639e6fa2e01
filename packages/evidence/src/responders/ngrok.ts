import type { Responder } from '../attribution/responder.js';

export const ngrok: Responder = {
  id: 'ngrok',
  responses: [
    {
      kind: 'wall',
      name: 'ngrok’s warning page',
      marks: [
        { headers: { 'ngrok-error-code': /^ERR_NGROK_6024$/ } },
        { body: /ERR_NGROK_6024|You are about to visit/ },
      ],
      wayOut:
        'Send the header ngrok-skip-browser-warning: 1 with the request (any value), and allow it in Access-Control-Allow-Headers; or use a paid plan, which has no such page.',
    },
    {
      kind: 'gateway',
      name: 'ngrok',
      marks: [{ headers: { 'ngrok-error-code': /^ERR_NGROK_(?:3200|8012|3004|3801|3802)$/ } }],
      wayOut:
        'The tunnel is offline, or nothing listens on the port that it forwards to: start both, and check the URL.',
    },
    {
      kind: 'rate-limit',
      name: 'ngrok',
      marks: [{ headers: { 'ngrok-error-code': /^ERR_NGROK_(?:7\d\d|734)$/ } }],
      wayOut: 'The plan’s limit of requests is reached: wait, or change the plan.',
    },
  ],
};
