import type { Responder } from '../attribution/responder.js';

export const render: Responder = {
  id: 'render',
  responses: [
    {
      kind: 'another-program',
      name: 'Render',
      marks: [{ headers: { 'x-render-routing': /^no-server/ } }],
      wayOut: 'There is no service with this name: check the host name and the custom domain.',
    },
    {
      kind: 'function',
      name: 'Render',
      marks: [
        { headers: { 'x-render-routing': /^(?:suspend|hibernate|dynamic-hibernate|error|no-deploy|deploy-error)/ } },
      ],
      wayOut:
        'The service sleeps, is suspended or failed to start: see its logs in the dashboard. A free one takes a minute to wake up.',
    },
  ],
};
