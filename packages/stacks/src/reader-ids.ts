// Written by `npm run lists` from readers/.

export const READER_IDS = [
  'aws-s3',
  'azure-functions',
  'azure-static-web-apps',
  'cloudflare-pages',
  'django',
  'envoy',
  'express',
  'fastify',
  'firebase',
  'flask',
  'gateway-api',
  'go-echo',
  'go-fiber',
  'go-gin',
  'go-gorilla',
  'go-rs-cors',
  'hono',
  'iis',
  'ingress-nginx',
  'istio',
  'koa',
  'kong',
  'nestjs',
  'netlify',
  'nginx',
  'spring',
  'starlette',
  'traefik',
  'vercel',
] as const;

/** Drafts too: nothing lists them yet. */
export type ReaderId = (typeof READER_IDS)[number];
