import type { RenderedPolicy } from './stack.js';

/** What a response may carry of the CORS protocol: what a proxy takes away from the answers of the server behind it. */
export const CORS_HEADERS = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
] as const;

/** GET, HEAD and POST need no permission; naming them tells a reader the whole, and is never wrong. */
export const allowedMethods = ({ methods }: RenderedPolicy): readonly string[] => [
  ...new Set(['GET', 'HEAD', 'POST', ...methods]),
];

/**
 * What allows these request headers: names, or `echo` where the names that the browser asks for have to be sent back,
 * because with credentials it takes `*` for a name. Without credentials `*` leaves Authorization out by the standard's
 * letter, so it is named too. https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
 */
export function allowedHeaders({ requestHeaders, credentials }: RenderedPolicy): 'echo' | readonly string[] {
  if (requestHeaders !== '*') return requestHeaders;
  return credentials ? 'echo' : ['*', 'Authorization'];
}

/**
 * Names for a stack that allows every header if it gets none. Accept needs no permission, so naming it allows nothing more;
 * undefined means every header.
 */
export const neverEmptyHeaders = ({ requestHeaders }: RenderedPolicy): readonly string[] | undefined =>
  requestHeaders === '*' ? undefined : requestHeaders.length > 0 ? requestHeaders : ['Accept'];

/** One header of an answer: a text, or what the request said, which each language writes in its own way. */
export interface CorsHeader {
  readonly name: (typeof CORS_HEADERS)[number];
  readonly value: { readonly text: string } | { readonly echo: 'Origin' | 'Access-Control-Request-Headers' };
}

/** What every answer to an allowed origin carries. */
export function originHeaders({ origins, credentials }: RenderedPolicy): readonly CorsHeader[] {
  return [
    { name: 'Access-Control-Allow-Origin', value: origins === '*' ? { text: '*' } : { echo: 'Origin' } },
    ...(credentials ? [line('Access-Control-Allow-Credentials', 'true')] : []),
  ];
}

/** What an answer to an allowed origin carries besides, where it is none to a preflight. */
export function exposeHeaders({ responseHeaders }: RenderedPolicy): readonly CorsHeader[] {
  return responseHeaders.length > 0 ? [line('Access-Control-Expose-Headers', responseHeaders.join(', '))] : [];
}

/** What the answer to a preflight of an allowed origin carries besides. */
export function preflightHeaders(policy: RenderedPolicy): readonly CorsHeader[] {
  const headers = allowedHeaders(policy);
  return [
    line('Access-Control-Allow-Methods', allowedMethods(policy).join(', ')),
    ...(headers === 'echo'
      ? [{ name: 'Access-Control-Allow-Headers', value: { echo: 'Access-Control-Request-Headers' } } as const]
      : headers.length > 0
        ? [line('Access-Control-Allow-Headers', headers.join(', '))]
        : []),
    ...(policy.maxAge === undefined ? [] : [line('Access-Control-Max-Age', String(policy.maxAge))]),
  ];
}

/** What answers depend on, for caches; nothing where all are alike. */
export function varyNames(policy: RenderedPolicy): readonly string[] {
  return [
    ...(policy.origins === '*' ? [] : ['Origin']),
    ...(allowedHeaders(policy) === 'echo' ? ['Access-Control-Request-Headers'] : []),
  ];
}

const line = (name: CorsHeader['name'], text: string): CorsHeader => ({ name, value: { text } });
