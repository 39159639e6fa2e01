import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** Apache's `vhost_combined`, and nginx's combined with `$host` before it. */
export const vhost: KnownFormat = {
  id: 'vhost',
  title: 'nginx or Apache, the host before combined',
  before: ['common'],
  shape: template(
    '$host $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
  ),
};
