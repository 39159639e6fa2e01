// Written by `npm run lists` from formats/.

import type { KnownFormat } from './format.js';
import { alb } from './formats/alb.js';
import { apigateway } from './formats/apigateway.js';
import { apigatewayCsv } from './formats/apigateway-csv.js';
import { azureGateway } from './formats/azure-gateway.js';
import { caddy } from './formats/caddy.js';
import { cloudflare } from './formats/cloudflare.js';
import { cloudfront } from './formats/cloudfront.js';
import { cloudfrontJson } from './formats/cloudfront-json.js';
import { combined } from './formats/combined.js';
import { common } from './formats/common.js';
import { cors } from './formats/cors.js';
import { envoy } from './formats/envoy.js';
import { envoyJson } from './formats/envoy-json.js';
import { fastly } from './formats/fastly.js';
import { gcp } from './formats/gcp.js';
import { haproxy } from './formats/haproxy.js';
import { heroku } from './formats/heroku.js';
import { iis } from './formats/iis.js';
import { istio } from './formats/istio.js';
import { json } from './formats/json.js';
import { kong } from './formats/kong.js';
import { lighttpd } from './formats/lighttpd.js';
import { lograge } from './formats/lograge.js';
import { logrageJson } from './formats/lograge-json.js';
import { morganDev } from './formats/morgan-dev.js';
import { morganShort } from './formats/morgan-short.js';
import { pino } from './formats/pino.js';
import { s3 } from './formats/s3.js';
import { traefik } from './formats/traefik.js';
import { uvicorn } from './formats/uvicorn.js';
import { vercel } from './formats/vercel.js';
import { vhost } from './formats/vhost.js';

/** Every log format that has a name. If two fit a log equally well, the first is taken. */
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
  heroku,
];
