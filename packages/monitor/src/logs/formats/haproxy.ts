import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** `option httplog` and `httpslog`: https://docs.haproxy.org/3.0/configuration.html#8.2.3. The time has no zone. */
export const haproxy: KnownFormat = {
  id: 'haproxy',
  title: 'HAProxy, httplog',
  before: ['envoy'],
  shape: template(
    '$client_port [$time_local] $frontend $backend $timers $status $bytes $cookie $set_cookie $state $connections $queues $captured"$request"',
  ),
};
