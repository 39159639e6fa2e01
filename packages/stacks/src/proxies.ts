import type { Stack } from './stack.js';
import { apache } from './stacks/apache.js';
import { caddy } from './stacks/caddy.js';
import { envoy } from './stacks/envoy.js';
import { gatewayApi } from './stacks/gateway-api.js';
import { haproxy } from './stacks/haproxy.js';
import { ingressNginx } from './stacks/ingress-nginx.js';
import { kong } from './stacks/kong.js';
import { nginx } from './stacks/nginx.js';
import { traefik } from './stacks/traefik.js';
import { varnish } from './stacks/varnish.js';

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
