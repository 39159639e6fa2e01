import type { Responder } from '../attribution/responder.js';

export const googleIap: Responder = {
  id: 'google-iap',
  before: ['sign-in-page'],
  responses: [
    {
      kind: 'wall',
      name: 'Google’s Identity-Aware Proxy',
      marks: [
        { headers: { 'x-goog-iap-generated-response': /./ } },
        { headers: { location: /iap\.googleapis\.com|[?&]client_id=[^&]+&[^ ]*iap/ } },
        { body: /Invalid IAP credentials/ },
      ],
      wayOut:
        'Let IAP pass OPTIONS on: `gcloud iap settings set` with `accessSettings.corsSettings.allowHttpOptions: true`. The page signs in by a navigation first and then sends credentials.',
    },
  ],
};
