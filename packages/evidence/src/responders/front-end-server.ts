import type { Responder } from '../attribution/responder.js';

export const frontEndServer: Responder = {
  id: 'front-end-server',
  responses: [
    {
      kind: 'another-program',
      name: 'the front end’s development server',
      marks: [
        { headers: { 'content-type': /^text\/html/ }, body: /\/@vite\/client|\/@react-refresh/ },
        {
          headers: { 'content-type': /^text\/html/ },
          body: /You need to enable JavaScript to run this app|webpack-dev-server|<app-root>|doesn't work properly without JavaScript enabled/,
        },
      ],
      wayOut:
        'It returns the app’s own page for every path: the URL has the front end’s port instead of the API’s. Request the API’s port, or let the development server forward the path (`server.proxy` in Vite, `proxy` in webpack and Angular).',
    },
  ],
};
