import type { KnownFormat } from '../format.js';

/** https://www.fastly.com/documentation/guides/integrations/logging/: the names of its example. */
export const fastly: KnownFormat = {
  id: 'fastly',
  title: 'Fastly, JSON',
  before: ['lograge-json'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['timestamp']],
      client: [['client_ip']],
      method: [['request_method']],
      host: [['host']],
      target: [['url']],
      status: [['response_status']],
      origin: [['request_origin']],
      referer: [['request_referer']],
    },
  },
};
