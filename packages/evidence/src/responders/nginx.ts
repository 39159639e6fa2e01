import type { Responder } from '../attribution/responder.js';

export const nginx: Responder = {
  id: 'nginx',
  before: ['apache'],
  responses: [
    {
      kind: 'gateway',
      name: 'nginx',
      marks: [{ status: [413], body: /<center>(?:nginx|openresty)/ }],
      wayOut: 'The body is too large: raise `client_max_body_size` (default 1m) in the location, and reload.',
    },
    {
      kind: 'rate-limit',
      name: 'nginx (limit_req)',
      marks: [{ status: [429], body: /<center>(?:nginx|openresty)/ }],
      wayOut: 'Raise `rate` or `burst` of the limit_req zone, or send fewer requests.',
    },
    {
      kind: 'gateway',
      name: 'nginx',
      marks: [
        { status: [494, 414], body: /<center>(?:nginx|openresty)/ },
        { status: [400], body: /Request Header Or Cookie Too Large/ },
      ],
      wayOut: 'The URL or the headers are too large, often the cookies: raise `large_client_header_buffers`.',
    },
    {
      kind: 'gateway',
      name: 'nginx',
      marks: [{ status: [502, 503, 504], body: /<center>(?:nginx|openresty)/ }],
      wayOut: 'It does not reach the app: start it, check proxy_pass, and see /var/log/nginx/error.log.',
    },
    {
      kind: 'refusal',
      name: 'nginx',
      marks: [{ status: [403], body: /<center>(?:nginx|openresty)/ }],
      wayOut: 'A `deny` or `limit_except`, or missing permissions on the files: /var/log/nginx/error.log says which.',
    },
  ],
};
