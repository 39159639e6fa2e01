import type { Responder } from '../attribution/responder.js';

export const envoy: Responder = {
  id: 'envoy',
  responses: [
    {
      kind: 'gateway',
      name: 'Envoy',
      marks: [{ status: [502, 503, 504], body: /^(?:upstream (?:connect error|request timeout)|no healthy upstream)/ }],
      wayOut: 'No healthy upstream responds: see the cluster’s health and the response flags in its access log.',
    },
    {
      kind: 'gateway',
      name: 'Envoy',
      marks: [{ status: [413], body: /^Payload Too Large/, headers: { server: /^(?:istio-)?envoy$/ } }],
      wayOut: 'The body is too large: raise max_request_bytes of the buffer filter.',
    },
    {
      kind: 'rate-limit',
      name: 'Envoy',
      marks: [
        { status: [429], headers: { 'x-envoy-ratelimited': /./ } },
        { status: [429], body: /^local_rate_limited/ },
      ],
      wayOut: 'The rate limit filter denies it: raise the limit, or send fewer requests.',
    },
  ],
};
