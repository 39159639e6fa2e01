import type { Responder } from '../attribution/responder.js';

export const awsLoadBalancer: Responder = {
  id: 'aws-load-balancer',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'wall',
      name: 'the authentication of the AWS load balancer',
      marks: [
        { headers: { 'set-cookie': /^AWSALBAuthNonce=/ } },
        { headers: { location: /[?&]redirect_uri=[^&]*oauth2%2Fidpresponse/ } },
      ],
      wayOut:
        'Add a rule before the authentication that forwards OPTIONS, and set “on unauthenticated request” to deny (401) for the API.',
    },
    {
      kind: 'gateway',
      name: 'the load balancer',
      marks: [{ status: [502, 503, 504], headers: { server: /^awselb\// } }],
      wayOut: 'No healthy target responds: check the target group’s health checks.',
    },
  ],
};
