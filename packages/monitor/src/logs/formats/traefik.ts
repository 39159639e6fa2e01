import type { KnownFormat } from '../format.js';

/** https://doc.traefik.io/traefik/observe/logs-and-access-logs/: `format: json`; headers are there where they are kept. */
export const traefik: KnownFormat = {
  id: 'traefik',
  title: 'Traefik, JSON',
  before: ['cloudflare'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['StartUTC'], ['time']],
      client: [['ClientHost']],
      method: [['RequestMethod']],
      host: [['RequestHost']],
      target: [['RequestPath']],
      status: [['DownstreamStatus']],
      origin: [['request_Origin']],
      referer: [['request_Referer']],
    },
  },
};
