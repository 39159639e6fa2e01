import type { Responder } from '../attribution/responder.js';

export const oauth2Proxy: Responder = {
  id: 'oauth2-proxy',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'wall',
      name: 'oauth2-proxy',
      marks: [
        { headers: { 'set-cookie': /^_oauth2_proxy/ } },
        { headers: { location: /\/oauth2\/(?:start|sign_in)\b/ } },
        { body: /OAuth2 Proxy|oauth2-proxy/ },
      ],
      wayOut:
        'Start it with `--skip-auth-preflight`, so that OPTIONS passes, and with `--api-route` for the API’s paths, which then get 401 instead of a redirect. In front of it, `auth_request` of nginx must not cover OPTIONS.',
    },
  ],
};
