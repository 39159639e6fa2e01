import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** nginx's default and Apache's `combined`. More fields may follow, as in nginx's `main`. */
export const combined: KnownFormat = {
  id: 'combined',
  title: 'nginx or Apache, combined',
  shape: template(
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
  ),
};
