import type { KnownFormat } from '../format.js';

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#json-format, with the names of Istio. */
export const envoyJson: KnownFormat = {
  id: 'envoy-json',
  title: 'Envoy or Istio, JSON',
  before: ['apigateway'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['start_time']],
      client: [['x_forwarded_for']],
      'client-port': [['downstream_remote_address']],
      method: [['method']],
      host: [['authority']],
      target: [['path']],
      status: [['response_code']],
      origin: [['origin']],
      referer: [['referer']],
    },
  },
};
