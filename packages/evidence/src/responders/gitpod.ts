import type { Responder } from '../attribution/responder.js';

export const gitpod: Responder = {
  id: 'gitpod',
  responses: [
    {
      kind: 'wall',
      name: 'the login of Gitpod',
      marks: [
        { host: /\.gitpod\.(?:io|dev)$/, status: [401, 302] },
        { headers: { location: /gitpod\.io\/(?:api\/)?(?:login|start)/ } },
      ],
      wayOut: 'Make the port public: `gp ports visibility 3000:public`.',
    },
  ],
};
