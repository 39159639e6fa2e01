import type { Responder } from '../attribution/responder.js';

export const forwardAuth: Responder = {
  id: 'forward-auth',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'wall',
      name: 'Authelia',
      marks: [
        { headers: { location: /[?&]rd=https?(?::|%3A)/i } },
        { headers: { 'set-cookie': /^authelia_session=/ } },
      ],
      wayOut: 'Add a rule with `methods: [OPTIONS]` and `policy: bypass` above the others in access_control.',
    },
    {
      kind: 'wall',
      name: 'authentik',
      marks: [{ headers: { location: /\/outpost\.goauthentik\.io\/start/ } }, { headers: { 'x-authentik-id': /./ } }],
      wayOut:
        'Add the API’s paths to the provider’s unauthenticated paths, or let the proxy forward OPTIONS without forward auth.',
    },
    {
      kind: 'wall',
      name: 'Pomerium',
      marks: [
        { headers: { location: /\/\.pomerium\/sign_in/ } },
        { headers: { 'x-pomerium-intercepted-response': /./ } },
      ],
      wayOut:
        'The session is missing or has expired: sign in again by a navigation, or call the API with a service account’s token and treat a 401 as signed out. For preflights set `cors_allow_preflight: true` on the route.',
    },
    {
      kind: 'wall',
      name: 'Tailscale',
      marks: [{ headers: { location: /login\.tailscale\.com/ } }],
      wayOut: 'Expose the API with Funnel, or open the page from a machine of the tailnet.',
    },
  ],
};
