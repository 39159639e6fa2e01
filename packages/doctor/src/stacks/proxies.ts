import { apache } from './apache.js';
import { caddy } from './caddy.js';
import { envoy } from './envoy.js';
import { gatewayApi } from './gateway-api.js';
import { haproxy } from './haproxy.js';
import { ingressNginx } from './ingress-nginx.js';
import { kong } from './kong.js';
import { nginx } from './nginx.js';
import type { Stack } from './stack.js';
import { traefik } from './traefik.js';
import { varnish } from './varnish.js';

/** What stands in front of an app. An ingress is an nginx too, so it comes first. */
export const proxies: readonly Stack[] = [
  ingressNginx,
  gatewayApi,
  nginx,
  apache,
  caddy,
  haproxy,
  traefik,
  envoy,
  kong,
  varnish,
];
