// Written by `npm run lists` from readers/.

import type { Reader } from './read/reading.js';
import { awsS3 } from './readers/aws-s3.js';
import { azureFunctions } from './readers/azure-functions.js';
import { azureStaticWebApps } from './readers/azure-static-web-apps.js';
import { cloudflarePages } from './readers/cloudflare-pages.js';
import { cloudformation } from './readers/cloudformation.js';
import { envoy } from './readers/envoy.js';
import { express } from './readers/express.js';
import { firebase } from './readers/firebase.js';
import { gatewayApi } from './readers/gateway-api.js';
import { gcs } from './readers/gcs.js';
import { iis } from './readers/iis.js';
import { ingressNginx } from './readers/ingress-nginx.js';
import { istio } from './readers/istio.js';
import { kong } from './readers/kong.js';
import { netlify } from './readers/netlify.js';
import { nginx } from './readers/nginx.js';
import { quarkus } from './readers/quarkus.js';
import { serverless } from './readers/serverless.js';
import { springSettings } from './readers/spring-settings.js';
import { terraform } from './readers/terraform.js';
import { traefik } from './readers/traefik.js';
import { vercel } from './readers/vercel.js';

/** Every reader of configurations. */
export const readers: readonly Reader[] = [
  awsS3,
  azureFunctions,
  azureStaticWebApps,
  cloudflarePages,
  cloudformation,
  envoy,
  express,
  firebase,
  gatewayApi,
  gcs,
  iis,
  ingressNginx,
  istio,
  kong,
  netlify,
  nginx,
  quarkus,
  serverless,
  springSettings,
  terraform,
  traefik,
  vercel,
];
