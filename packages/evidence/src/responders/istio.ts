import type { Responder } from '../attribution/responder.js';

export const istio: Responder = {
  id: 'istio',
  responses: [
    {
      kind: 'refusal',
      name: 'Istio or Envoy (RBAC)',
      marks: [{ status: [403], body: /^RBAC: access denied/ }],
      wayOut:
        'Add an AuthorizationPolicy that allows the method OPTIONS without a principal, and set `corsPolicy` in the VirtualService.',
    },
    {
      kind: 'refusal',
      name: 'Istio or Envoy (JWT)',
      marks: [{ status: [401], body: /^Jwt (?:is missing|issuer is not configured|verification fails|is expired)/ }],
      wayOut:
        'Exclude OPTIONS from the AuthorizationPolicy, and set `corsPolicy` in the VirtualService: Envoy’s cors filter runs before jwt_authn.',
    },
  ],
};
