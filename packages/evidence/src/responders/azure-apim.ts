import type { Responder } from '../attribution/responder.js';

export const azureApim: Responder = {
  id: 'azure-apim',
  responses: [
    {
      kind: 'refusal',
      name: 'Azure API Management',
      marks: [{ status: [401], body: /Access denied due to (?:missing|invalid) subscription key/ }],
      wayOut:
        'It wants Ocp-Apim-Subscription-Key, which a preflight does not carry: add a `cors` policy to the inbound section of the API, above all others; it responds to preflights before the key is checked.',
      stack: 'azure-apim',
    },
    {
      kind: 'rate-limit',
      name: 'Azure API Management',
      marks: [{ status: [429, 403], body: /Rate limit is exceeded|Out of call volume quota/ }],
      wayOut: 'The quota of the subscription is used up: wait, or raise it.',
    },
  ],
};
