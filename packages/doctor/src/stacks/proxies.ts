import { apache } from './apache.js';
import { caddy } from './caddy.js';
import { haproxy } from './haproxy.js';
import { nginx } from './nginx.js';
import type { Stack } from './stack.js';
import { varnish } from './varnish.js';

/** What stands in front of an app. */
export const proxies: readonly Stack[] = [nginx, apache, caddy, haproxy, varnish];
