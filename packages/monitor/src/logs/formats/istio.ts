import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** https://istio.io/latest/docs/tasks/observability/logs/access-log/#default-access-log-format */
export const istio: KnownFormat = {
  id: 'istio',
  title: 'Istio',
  before: ['iis'],
  shape: template(
    '[$time_iso8601] "$request" $status $flags $details $termination "$failure" $received $sent $duration $upstream_time "$http_x_forwarded_for" "$http_user_agent" "$id" "$host" "$upstream" $cluster $upstream_local $downstream_local $client_port $server_name $route',
  ),
};
