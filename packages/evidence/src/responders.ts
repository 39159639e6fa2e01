// Written by `npm run lists` from responders/.

import type { Responder } from './attribution/responder.js';
import { airplayReceiver } from './responders/airplay-receiver.js';
import { apache } from './responders/apache.js';
import { apollo } from './responders/apollo.js';
import { applicationFirewall } from './responders/application-firewall.js';
import { awsApiGateway } from './responders/aws-api-gateway.js';
import { awsCloudfront } from './responders/aws-cloudfront.js';
import { awsLoadBalancer } from './responders/aws-load-balancer.js';
import { awsS3 } from './responders/aws-s3.js';
import { awsWaf } from './responders/aws-waf.js';
import { azureApim } from './responders/azure-apim.js';
import { azureEasyAuth } from './responders/azure-easy-auth.js';
import { azureGateway } from './responders/azure-gateway.js';
import { azureStorage } from './responders/azure-storage.js';
import { botWalls } from './responders/bot-walls.js';
import { caddy } from './responders/caddy.js';
import { captivePortal } from './responders/captive-portal.js';
import { cloudflare } from './responders/cloudflare.js';
import { cloudflareAccess } from './responders/cloudflare-access.js';
import { codespaces } from './responders/codespaces.js';
import { csrfMiddleware } from './responders/csrf-middleware.js';
import { defaultSite } from './responders/default-site.js';
import { devTunnels } from './responders/dev-tunnels.js';
import { django } from './responders/django.js';
import { envoy } from './responders/envoy.js';
import { firebase } from './responders/firebase.js';
import { fly } from './responders/fly.js';
import { forwardAuth } from './responders/forward-auth.js';
import { frontEndServer } from './responders/front-end-server.js';
import { githubPages } from './responders/github-pages.js';
import { gitpod } from './responders/gitpod.js';
import { goCrossOriginProtection } from './responders/go-cross-origin-protection.js';
import { googleIap } from './responders/google-iap.js';
import { haproxy } from './responders/haproxy.js';
import { heroku } from './responders/heroku.js';
import { hostBotCheck } from './responders/host-bot-check.js';
import { hostFilter } from './responders/host-filter.js';
import { httpSys } from './responders/http-sys.js';
import { identityProvider } from './responders/identity-provider.js';
import { iis } from './responders/iis.js';
import { istio } from './responders/istio.js';
import { jupyter } from './responders/jupyter.js';
import { keycloak } from './responders/keycloak.js';
import { kong } from './responders/kong.js';
import { localtunnel } from './responders/localtunnel.js';
import { netlify } from './responders/netlify.js';
import { nextjs } from './responders/nextjs.js';
import { nginx } from './responders/nginx.js';
import { ngrok } from './responders/ngrok.js';
import { oauth2Proxy } from './responders/oauth2-proxy.js';
import { parkedDomain } from './responders/parked-domain.js';
import { proxyOnTheWay } from './responders/proxy-on-the-way.js';
import { rails } from './responders/rails.js';
import { railway } from './responders/railway.js';
import { render } from './responders/render.js';
import { routerPage } from './responders/router-page.js';
import { signInPage } from './responders/sign-in-page.js';
import { supabase } from './responders/supabase.js';
import { sveltekit } from './responders/sveltekit.js';
import { traefik } from './responders/traefik.js';
import { varnish } from './responders/varnish.js';
import { vercel } from './responders/vercel.js';
import { vite } from './responders/vite.js';
import { webpackDevServer } from './responders/webpack-dev-server.js';

/** Every responder other than the app itself, the more specific first. */
export const responders: readonly Responder[] = [
  airplayReceiver,
  apollo,
  applicationFirewall,
  awsApiGateway,
  awsCloudfront,
  awsLoadBalancer,
  awsS3,
  awsWaf,
  azureApim,
  azureEasyAuth,
  azureGateway,
  azureStorage,
  botWalls,
  caddy,
  cloudflareAccess,
  cloudflare,
  codespaces,
  defaultSite,
  devTunnels,
  django,
  envoy,
  firebase,
  fly,
  forwardAuth,
  frontEndServer,
  githubPages,
  gitpod,
  goCrossOriginProtection,
  googleIap,
  haproxy,
  heroku,
  hostBotCheck,
  httpSys,
  identityProvider,
  iis,
  istio,
  jupyter,
  keycloak,
  kong,
  localtunnel,
  captivePortal,
  netlify,
  nextjs,
  nginx,
  apache,
  ngrok,
  oauth2Proxy,
  parkedDomain,
  proxyOnTheWay,
  rails,
  railway,
  render,
  routerPage,
  signInPage,
  supabase,
  sveltekit,
  traefik,
  varnish,
  vercel,
  vite,
  webpackDevServer,
  csrfMiddleware,
  hostFilter,
];
