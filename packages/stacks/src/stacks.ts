// Written by `npm run lists` from stacks/.

import type { Stack } from './stack.js';
import { apache } from './stacks/apache.js';
import { aspnetCore } from './stacks/aspnet-core.js';
import { awsApiGatewayHttp } from './stacks/aws-api-gateway-http.js';
import { awsApiGatewayRest } from './stacks/aws-api-gateway-rest.js';
import { awsCloudfront } from './stacks/aws-cloudfront.js';
import { awsLambdaUrl } from './stacks/aws-lambda-url.js';
import { awsS3 } from './stacks/aws-s3.js';
import { azureApim } from './stacks/azure-apim.js';
import { azureAppService } from './stacks/azure-app-service.js';
import { caddy } from './stacks/caddy.js';
import { cloudflareRules } from './stacks/cloudflare-rules.js';
import { cloudflareWorker } from './stacks/cloudflare-worker.js';
import { django } from './stacks/django.js';
import { envoy } from './stacks/envoy.js';
import { express } from './stacks/express.js';
import { fastapi } from './stacks/fastapi.js';
import { fastify } from './stacks/fastify.js';
import { firebase } from './stacks/firebase.js';
import { flask } from './stacks/flask.js';
import { gatewayApi } from './stacks/gateway-api.js';
import { gcs } from './stacks/gcs.js';
import { goJub0bs } from './stacks/go-jub0bs.js';
import { goRsCors } from './stacks/go-rs-cors.js';
import { h3 } from './stacks/h3.js';
import { haproxy } from './stacks/haproxy.js';
import { hono } from './stacks/hono.js';
import { ingressNginx } from './stacks/ingress-nginx.js';
import { keycloak } from './stacks/keycloak.js';
import { koa } from './stacks/koa.js';
import { kong } from './stacks/kong.js';
import { laravel } from './stacks/laravel.js';
import { nestjs } from './stacks/nestjs.js';
import { netlify } from './stacks/netlify.js';
import { nextjs } from './stacks/nextjs.js';
import { nginx } from './stacks/nginx.js';
import { nodeHttp } from './stacks/node-http.js';
import { quarkus } from './stacks/quarkus.js';
import { rails } from './stacks/rails.js';
import { spring } from './stacks/spring.js';
import { starlette } from './stacks/starlette.js';
import { supabase } from './stacks/supabase.js';
import { traefik } from './stacks/traefik.js';
import { varnish } from './stacks/varnish.js';
import { vercel } from './stacks/vercel.js';

/** Every stack. Applications come first, since that is where CORS is best fixed, and platforms last. */
export const stacks: readonly Stack[] = [
  keycloak,
  nestjs,
  nextjs,
  express,
  fastify,
  koa,
  hono,
  h3,
  nodeHttp,
  starlette,
  fastapi,
  flask,
  django,
  rails,
  laravel,
  spring,
  quarkus,
  aspnetCore,
  goRsCors,
  goJub0bs,
  cloudflareWorker,
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
  awsLambdaUrl,
  awsS3,
  gcs,
  azureAppService,
  supabase,
  firebase,
  vercel,
  netlify,
  awsApiGatewayRest,
  awsApiGatewayHttp,
  azureApim,
  awsCloudfront,
  cloudflareRules,
];
