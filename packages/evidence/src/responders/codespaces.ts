import type { Responder } from '../attribution/responder.js';

export const codespaces: Responder = {
  id: 'codespaces',
  responses: [
    {
      kind: 'wall',
      name: 'the login of GitHub Codespaces',
      marks: [
        { headers: { location: /github\.dev\/pf-signin|github\.com\/(?:codespaces\/auth|login\?.*codespaces)/ } },
        { host: /\.app\.github\.dev$/, status: [401, 302] },
      ],
      wayOut: 'Set the port’s visibility to Public: `gh codespace ports visibility 3000:public`.',
    },
  ],
};
