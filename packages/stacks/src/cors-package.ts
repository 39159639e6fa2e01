import { allowedMethods } from './cors-headers.js';
import { list, object, originList } from './javascript.js';
import type { RenderedPolicy } from './stack.js';

/**
 * Options of the npm package `cors` and of `@fastify/cors`, which uses the same names. The origins are a list, never
 * a bare string, which both send to every origin without comparing it. Without `allowedHeaders` both allow
 * whatever names a preflight requests, so an empty list is written out.
 */
export function corsPackageOptions(policy: RenderedPolicy): string {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  return object([
    ['origin', originList(origins)],
    credentials && ['credentials', 'true'],
    ['methods', list(allowedMethods(policy))],
    requestHeaders !== '*' && ['allowedHeaders', list(requestHeaders)],
    responseHeaders.length > 0 && ['exposedHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', String(maxAge)],
  ]);
}
