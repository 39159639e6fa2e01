import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#default-format-string */
export const envoy: KnownFormat = {
  id: 'envoy',
  title: 'Envoy',
  before: ['istio'],
  shape: template(
    '[$time_iso8601] "$request" $status $flags $received $sent $duration $upstream_time "$http_x_forwarded_for" "$http_user_agent" "$id" "$host" "$upstream"',
  ),
};
