import type { KnownFormat } from '../format.js';

/** https://vercel.com/docs/drains/reference/logs */
export const vercel: KnownFormat = {
  id: 'vercel',
  title: 'Vercel, log drain',
  before: ['fastly'],
  shape: {
    kind: 'json',
    fields: {
      'time-epoch': [['proxy', 'timestamp'], ['timestamp']],
      client: [['proxy', 'clientIp']],
      method: [['proxy', 'method']],
      host: [['proxy', 'host'], ['host']],
      target: [['proxy', 'path']],
      status: [['proxy', 'statusCode']],
      referer: [['proxy', 'referer']],
    },
  },
};
