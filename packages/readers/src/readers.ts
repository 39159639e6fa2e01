// Written by `npm run lists` from readers/.

import type { Reader } from './read/reading.js';
import { apache } from './readers/apache.js';
import { aspnetCore } from './readers/aspnet-core.js';
import { awsCdk } from './readers/aws-cdk.js';
import { awsS3 } from './readers/aws-s3.js';
import { azureFunctions } from './readers/azure-functions.js';
import { azureStaticWebApps } from './readers/azure-static-web-apps.js';
import { caddy } from './readers/caddy.js';
import { cloudflarePages } from './readers/cloudflare-pages.js';
import { cloudformation } from './readers/cloudformation.js';
import { django } from './readers/django.js';
import { envoy } from './readers/envoy.js';
import { express } from './readers/express.js';
import { fastify } from './readers/fastify.js';
import { firebase } from './readers/firebase.js';
import { flask } from './readers/flask.js';
import { gatewayApi } from './readers/gateway-api.js';
import { gcs } from './readers/gcs.js';
import { goEcho } from './readers/go-echo.js';
import { goFiber } from './readers/go-fiber.js';
import { goGin } from './readers/go-gin.js';
import { goGorilla } from './readers/go-gorilla.js';
import { goRsCors } from './readers/go-rs-cors.js';
import { haproxy } from './readers/haproxy.js';
import { hono } from './readers/hono.js';
import { iis } from './readers/iis.js';
import { ingressNginx } from './readers/ingress-nginx.js';
import { istio } from './readers/istio.js';
import { koa } from './readers/koa.js';
import { kong } from './readers/kong.js';
import { laravel } from './readers/laravel.js';
import { nestjs } from './readers/nestjs.js';
import { netlify } from './readers/netlify.js';
import { nextjs } from './readers/nextjs.js';
import { nginx } from './readers/nginx.js';
import { node } from './readers/node.js';
import { phoenix } from './readers/phoenix.js';
import { quarkus } from './readers/quarkus.js';
import { rails } from './readers/rails.js';
import { rust } from './readers/rust.js';
import { serverless } from './readers/serverless.js';
import { spring } from './readers/spring.js';
import { springSettings } from './readers/spring-settings.js';
import { starlette } from './readers/starlette.js';
import { terraform } from './readers/terraform.js';
import { traefik } from './readers/traefik.js';
import { vercel } from './readers/vercel.js';
import { writtenHeaders } from './readers/written-headers.js';

/** Every reader of configurations. */
export const readers: readonly Reader[] = [
  apache,
  aspnetCore,
  awsCdk,
  awsS3,
  azureFunctions,
  azureStaticWebApps,
  caddy,
  cloudflarePages,
  cloudformation,
  django,
  envoy,
  express,
  fastify,
  firebase,
  flask,
  gatewayApi,
  gcs,
  goEcho,
  goFiber,
  goGin,
  goGorilla,
  goRsCors,
  haproxy,
  hono,
  iis,
  ingressNginx,
  istio,
  koa,
  kong,
  laravel,
  nestjs,
  netlify,
  nextjs,
  nginx,
  node,
  phoenix,
  quarkus,
  rails,
  rust,
  serverless,
  spring,
  springSettings,
  starlette,
  terraform,
  traefik,
  vercel,
  writtenHeaders,
];
