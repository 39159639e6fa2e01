import type { KnownFormat } from '../format.js';

/** https://github.com/roidrage/lograge, and other logs of `name=value`. */
export const lograge: KnownFormat = {
  id: 'lograge',
  title: 'lograge, or pairs by the usual names',
  before: ['heroku'],
  shape: {
    kind: 'pairs',
    fields: {
      'time-iso': [['time'], ['ts'], ['timestamp'], ['@timestamp'], ['date']],
      client: [['remote_ip'], ['ip'], ['client_ip'], ['remote_addr'], ['client'], ['remote']],
      method: [['method'], ['http_method'], ['verb']],
      host: [['host'], ['http_host']],
      target: [['path'], ['uri'], ['url'], ['request_uri']],
      status: [['status'], ['status_code'], ['code']],
      origin: [['origin'], ['http_origin']],
      referer: [['referer'], ['http_referer']],
    },
  },
};
