import type { KnownFormat } from '../format.js';

/** https://github.com/pinojs/pino-http */
export const pino: KnownFormat = {
  id: 'pino',
  title: 'pino-http',
  before: ['json'],
  shape: {
    kind: 'json',
    fields: {
      'time-epoch': [['time']],
      client: [
        ['req', 'headers', 'x-forwarded-for'],
        ['req', 'remoteAddress'],
      ],
      method: [['req', 'method']],
      host: [
        ['req', 'headers', 'host'],
        ['req', 'host'],
        ['req', 'hostname'],
      ],
      target: [['req', 'url']],
      status: [['res', 'statusCode']],
      origin: [['req', 'headers', 'origin']],
      referer: [['req', 'headers', 'referer']],
    },
  },
};
