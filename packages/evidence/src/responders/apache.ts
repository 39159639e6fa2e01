import type { Responder } from '../attribution/responder.js';

export const apache: Responder = {
  id: 'apache',
  responses: [
    {
      kind: 'gateway',
      name: 'Apache',
      marks: [
        { status: [502, 503, 504], body: /Proxy Error|The proxy server received an invalid|Service Unavailable<\/h1>/ },
      ],
      wayOut: 'It does not reach the app: start it, and check ProxyPass.',
    },
    {
      kind: 'gateway',
      name: 'Apache',
      marks: [{ status: [413], body: /Request Entity Too Large<\/h1>/i }],
      wayOut: 'The body is too large: raise `LimitRequestBody`.',
    },
    {
      kind: 'refusal',
      name: 'Apache',
      marks: [{ status: [403], body: /You don't have permission to access (?:this resource|\/)/ }],
      wayOut: 'A `Require`, a `<LimitExcept>` or the file’s permissions deny it: the error log says which.',
    },
  ],
};
