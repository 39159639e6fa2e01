// Written by `npm run lists` from formats/.

export const LOG_FORMAT_NAMES = [
  'combined',
  'vhost',
  'common',
  'cors',
  'lighttpd',
  'haproxy',
  'envoy',
  'istio',
  'iis',
  'alb',
  'cloudfront',
  's3',
  'apigateway-csv',
  'uvicorn',
  'morgan-dev',
  'morgan-short',
  'caddy',
  'traefik',
  'cloudflare',
  'envoy-json',
  'apigateway',
  'cloudfront-json',
  'gcp',
  'azure-gateway',
  'kong',
  'vercel',
  'fastly',
  'lograge-json',
  'pino',
  'json',
  'lograge',
  'heroku',
] as const;

/** Drafts too: nothing lists them yet. */
export type LogFormatName = (typeof LOG_FORMAT_NAMES)[number];
