import type { Responder } from '../attribution/responder.js';

export const awsCloudfront: Responder = {
  id: 'aws-cloudfront',
  responses: [
    {
      kind: 'refusal',
      name: 'CloudFront',
      marks: [
        {
          status: [403],
          headers: { 'x-cache': /^Error from cloudfront$/i },
          body: /not configured to allow the HTTP request method/,
        },
      ],
      wayOut:
        'The behaviour allows GET and HEAD only: set its allowed methods to include OPTIONS and the method of the request.',
      stack: 'aws-cloudfront',
    },
    {
      kind: 'gateway',
      name: 'CloudFront',
      marks: [
        {
          status: [403, 502, 503, 504],
          headers: { 'x-cache': /^Error from cloudfront$/i },
          body: /The request could not be satisfied/,
        },
      ],
      wayOut:
        'It blocks the request (a WAF rule, a geographic restriction, a signed URL) or does not reach the origin: the page’s text says which.',
    },
  ],
};
