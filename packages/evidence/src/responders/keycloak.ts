import type { Responder } from '../attribution/responder.js';

export const keycloak: Responder = {
  id: 'keycloak',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'sign-in',
      name: 'Keycloak',
      marks: [
        {
          status: [301, 302, 303, 307, 308],
          headers: { location: /\/realms\/[^/]+\/protocol\/(?:openid-connect\/auth|saml)\b/ },
        },
      ],
      wayOut:
        'With an adapter set `bearer-only` for the API, so that it responds with 401 instead of a redirect; the page gets its token with keycloak-js and sends it in Authorization.',
    },
  ],
};
