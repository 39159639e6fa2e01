// Written by `npm run lists` from readers/.

export const READER_IDS = [
  'aws-s3',
  'azure-functions',
  'azure-static-web-apps',
  'cloudflare-pages',
  'cloudformation',
  'envoy',
  'express',
  'firebase',
  'gateway-api',
  'gcs',
  'iis',
  'ingress-nginx',
  'istio',
  'kong',
  'netlify',
  'nginx',
  'quarkus',
  'serverless',
  'spring-settings',
  'terraform',
  'traefik',
  'vercel',
] as const;

/** Drafts too: nothing lists them yet. */
export type ReaderId = (typeof READER_IDS)[number];
