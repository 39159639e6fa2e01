import { allowedMethods } from '../cors-headers.js';
import { json } from '../data-text.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const gcs: Stack = {
  id: 'gcs',
  title: 'Google Cloud Storage',
  role: 'platform',
  before: ['azure-app-service'],
  place: { kind: 'json-rules', origins: 'origin', exposed: 'responseHeader' },
  detect: (exchange) => [
    ...headerMark(exchange, 'x-guploader-uploadid', /./),
    ...headerMark(exchange, 'x-goog-storage-class', /./),
  ],
  limits: {
    name: 'Cloud Storage',
    wildcards: 'none',
    anyHeader: 'never',
    credentials: 'never',
  },
  render(policy) {
    return {
      files: [{ path: 'cors.json', language: 'json', where: 'a new file', code: json(entries(policy)) }],
      steps: ['gcloud storage buckets update gs://$BUCKET --cors-file=cors.json'],
      pitfalls: [
        'The configuration applies to storage.googleapis.com/BUCKET and BUCKET.storage.googleapis.com, not to storage.cloud.google.com, which requires a login.',
        'responseHeader is both: what pages may send and what they may read. Content-Type has to stand in it for uploads.',
        'A response may stay cached for an hour: Cache-Control of public objects is max-age=3600 unless set.',
      ],
      verified: 'documented',
    };
  },
};

function entries(policy: RenderedPolicy) {
  const { origins, requestHeaders, responseHeaders, maxAge } = policy;
  const headers = [...new Set([...(requestHeaders === '*' ? [] : requestHeaders), ...responseHeaders])];
  return [
    {
      origin: origins === '*' ? ['*'] : origins,
      method: allowedMethods(policy),
      ...(headers.length > 0 && { responseHeader: headers }),
      ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
    },
  ];
}
