// Written by `npm run lists` from readers/.

export const READER_IDS = [
  'django',
  'express',
  'fastify',
  'flask',
  'go-echo',
  'go-fiber',
  'go-gin',
  'go-gorilla',
  'go-rs-cors',
  'hono',
  'ingress-nginx',
  'koa',
  'nestjs',
  'nginx',
  'spring',
  'starlette',
] as const;

/** Drafts too: nothing lists them yet. */
export type ReaderId = (typeof READER_IDS)[number];
