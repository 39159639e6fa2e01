import type { KnownFormat } from '../format.js';

/** https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format. The time is that of `heroku logs` or syslog. */
export const heroku: KnownFormat = {
  id: 'heroku',
  title: 'Heroku, router',
  shape: {
    kind: 'pairs',
    fields: {
      client: [['fwd']],
      method: [['method']],
      host: [['host']],
      target: [['path']],
      status: [['status']],
    },
  },
};
