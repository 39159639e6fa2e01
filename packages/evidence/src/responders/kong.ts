import type { Responder } from '../attribution/responder.js';

export const kong: Responder = {
  id: 'kong',
  responses: [
    {
      kind: 'refusal',
      name: 'Kong',
      marks: [
        {
          status: [401],
          body: /^\{\s*"message":\s*"(?:No API key found in request|Unauthorized|Invalid authentication credentials)"/,
          headers: { server: /^kong\//i },
        },
        { status: [401], body: /No API key found in request/ },
      ],
      wayOut:
        'Add the cors plugin to the service or route, which responds to preflights before key-auth and jwt; set `run_on_preflight: false` there.',
      stack: 'kong',
    },
    {
      kind: 'refusal',
      name: 'Kong',
      marks: [{ status: [404], body: /no Route matched with those values/ }],
      wayOut:
        'No route of the gateway has this host, path and method: add OPTIONS to the route’s methods, or leave them out.',
      stack: 'kong',
    },
    {
      kind: 'rate-limit',
      name: 'Kong',
      marks: [{ status: [429], body: /API rate limit exceeded/ }],
      wayOut: 'Put the cors plugin on the route, so that the page can read the 429.',
    },
    {
      kind: 'gateway',
      name: 'Kong',
      marks: [
        {
          status: [502, 503, 504],
          body: /An invalid response was received from the upstream server|name resolution failed|The upstream server is timing out/,
        },
      ],
      wayOut: 'It does not reach the upstream: check the service’s host and port.',
    },
  ],
};
