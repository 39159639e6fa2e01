import type { KnownFormat } from '../format.js';

/** https://developer.konghq.com/plugins/file-log/, and the other plugins that log JSON. */
export const kong: KnownFormat = {
  id: 'kong',
  title: 'Kong, file-log',
  before: ['vercel'],
  shape: {
    kind: 'json',
    fields: {
      'time-epoch': [['started_at']],
      client: [['client_ip']],
      method: [['request', 'method']],
      host: [['request', 'headers', 'host']],
      target: [['request', 'uri']],
      status: [['response', 'status']],
      origin: [['request', 'headers', 'origin']],
      referer: [['request', 'headers', 'referer']],
    },
  },
};
