import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** What docs/monitor/logs.md recommends for nginx and Apache. */
export const cors: KnownFormat = {
  id: 'cors',
  title: 'nginx or Apache, combined with the host, Origin and Access-Control-Request-Method',
  before: ['lighttpd'],
  shape: template(
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $host "$http_origin" "$http_access_control_request_method"',
  ),
};
