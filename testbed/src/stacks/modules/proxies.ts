import type { StackModule } from '../stack-module.js';
import { apache } from './apache.js';
import { caddy } from './caddy.js';
import { haproxy } from './haproxy.js';
import { nginx } from './nginx.js';
import { varnish } from './varnish.js';

/** What stands in front of an app. */
export const proxies: readonly StackModule[] = [nginx, apache, caddy, haproxy, varnish];
