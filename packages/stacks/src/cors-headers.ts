import type { RenderedPolicy } from './stack.js';

/** The CORS response headers, which a proxy removes from upstream responses. */
export const CORS_HEADERS = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
] as const;

/** GET, HEAD and POST are always allowed; naming them is clearer and never wrong. */
export const allowedMethods = ({ methods }: RenderedPolicy): readonly string[] => [
  ...new Set(['GET', 'HEAD', 'POST', ...methods]),
];

/**
 * What allows these request headers: names, or `echo` to send back the requested names, since `*` is a literal name with
 * credentials. Without credentials, `*` does not include Authorization by the standard, so it is named too. https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
 */
export function allowedHeaders({ requestHeaders, credentials }: RenderedPolicy): 'echo' | readonly string[] {
  if (requestHeaders !== '*') return requestHeaders;
  return credentials ? 'echo' : ['*', 'Authorization'];
}

/**
 * Names for a stack that allows every header if the list is empty. Accept is always allowed, so naming it adds nothing;
 * undefined means every header.
 */
export const neverEmptyHeaders = ({ requestHeaders }: RenderedPolicy): readonly string[] | undefined =>
  requestHeaders === '*' ? undefined : requestHeaders.length > 0 ? requestHeaders : ['Accept'];

/** A response header: a text, or an echoed request header, which each language writes in its own way. */
export interface CorsHeader {
  readonly name: (typeof CORS_HEADERS)[number];
  readonly value: { readonly text: string } | { readonly echo: 'Origin' | 'Access-Control-Request-Headers' };
}

/** Headers of every response to an allowed origin. */
export function originHeaders({ origins, credentials }: RenderedPolicy): readonly CorsHeader[] {
  return [
    { name: 'Access-Control-Allow-Origin', value: origins === '*' ? { text: '*' } : { echo: 'Origin' } },
    ...(credentials ? [line('Access-Control-Allow-Credentials', 'true')] : []),
  ];
}

/** Additional headers of responses other than to a preflight. */
export function exposeHeaders({ responseHeaders }: RenderedPolicy): readonly CorsHeader[] {
  return responseHeaders.length > 0 ? [line('Access-Control-Expose-Headers', responseHeaders.join(', '))] : [];
}

/** Additional headers of preflight responses. */
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

/** The values of Vary; empty if all responses are equal. */
export function varyNames(policy: RenderedPolicy): readonly string[] {
  return [
    ...(policy.origins === '*' ? [] : ['Origin']),
    ...(allowedHeaders(policy) === 'echo' ? ['Access-Control-Request-Headers'] : []),
  ];
}

const line = (name: CorsHeader['name'], text: string): CorsHeader => ({ name, value: { text } });
