import type { KnownFormat } from '../format.js';
import { alb } from './alb.js';
import { apigateway } from './apigateway.js';
import { apigatewayCsv } from './apigateway-csv.js';
import { azureGateway } from './azure-gateway.js';
import { caddy } from './caddy.js';
import { cloudflare } from './cloudflare.js';
import { cloudfront } from './cloudfront.js';
import { cloudfrontJson } from './cloudfront-json.js';
import { combined } from './combined.js';
import { common } from './common.js';
import { cors } from './cors.js';
import { envoy } from './envoy.js';
import { envoyJson } from './envoy-json.js';
import { fastly } from './fastly.js';
import { gcp } from './gcp.js';
import { haproxy } from './haproxy.js';
import { herokuRouter } from './heroku.js';
import { iis } from './iis.js';
import { istio } from './istio.js';
import { json } from './json.js';
import { kong } from './kong.js';
import { lighttpd } from './lighttpd.js';
import { lograge } from './lograge.js';
import { logrageJson } from './lograge-json.js';
import { morganDev } from './morgan-dev.js';
import { morganShort } from './morgan-short.js';
import { pino } from './pino.js';
import { s3 } from './s3.js';
import { traefik } from './traefik.js';
import { uvicorn } from './uvicorn.js';
import { vercel } from './vercel.js';
import { vhost } from './vhost.js';

/** Every format that is known by name. Of two that fit alike the first is taken. */
export const logFormats: readonly KnownFormat[] = [
  combined,
  vhost,
  common,
  cors,
  lighttpd,
  haproxy,
  envoy,
  istio,
  iis,
  alb,
  cloudfront,
  s3,
  apigatewayCsv,
  uvicorn,
  morganDev,
  morganShort,
  caddy,
  traefik,
  cloudflare,
  envoyJson,
  apigateway,
  cloudfrontJson,
  gcp,
  azureGateway,
  kong,
  vercel,
  fastly,
  logrageJson,
  pino,
  json,
  lograge,
  herokuRouter,
];
