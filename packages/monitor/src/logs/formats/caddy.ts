import type { KnownFormat } from '../format.js';

/** https://caddyserver.com/docs/caddyfile/directives/log: every header of the request is in it. */
export const caddy: KnownFormat = {
  id: 'caddy',
  title: 'Caddy, JSON',
  before: ['traefik'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['ts']],
      client: [
        ['request', 'client_ip'],
        ['request', 'remote_ip'],
      ],
      method: [['request', 'method']],
      host: [['request', 'host']],
      target: [['request', 'uri']],
      status: [['status']],
      origin: [['request', 'headers', 'Origin']],
      referer: [['request', 'headers', 'Referer']],
      'requested-method': [['request', 'headers', 'Access-Control-Request-Method']],
    },
  },
};
