import type { KnownFormat } from '../format.js';

/** https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/ as NDJSON. */
export const cloudflare: KnownFormat = {
  id: 'cloudflare',
  title: 'Cloudflare Logpush, NDJSON',
  before: ['envoy-json'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['EdgeStartTimestamp']],
      client: [['ClientIP']],
      method: [['ClientRequestMethod']],
      host: [['ClientRequestHost']],
      target: [['ClientRequestURI'], ['ClientRequestPath']],
      status: [['EdgeResponseStatus']],
      origin: [['RequestHeaders', 'origin']],
      referer: [['ClientRequestReferer']],
    },
  },
};
