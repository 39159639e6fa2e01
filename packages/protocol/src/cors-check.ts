import type { WireResponse } from './exchange.js';
import type { Failure } from './failure.js';
import type { FetchRequest } from './fetch-request.js';
import { get, utf8Decode } from './header-list.js';
import { readUrl } from './url.js';

/**
 * Whether a hop led from an origin that is not the page's to yet another: then the page's origin is hidden as `null`.
 * https://fetch.spec.whatwg.org/#concept-request-redirect-taint
 */
export const isRedirectTainted = (request: FetchRequest): boolean => request.redirectTainted;

/** https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export const serializeRequestOrigin = (request: FetchRequest): string =>
  isRedirectTainted(request) ? 'null' : request.init.origin;

/** https://fetch.spec.whatwg.org/#concept-cors-check, with a code for each reason. */
export function corsCheck(
  request: FetchRequest,
  response: WireResponse,
  requestOrigin: string,
  failureOf: (origin: string) => Failure = originFailure,
): Failure | undefined {
  // 1, 2. Access-Control-Allow-Origin
  const origin = get(response.headers, 'access-control-allow-origin');
  if (origin === undefined) return { code: 'MissingAllowOriginHeader' };
  // 3. The wildcard is enough without credentials.
  if (origin === '*' && request.init.credentials !== 'include') return undefined;
  // 4. Byte for byte.
  if (origin !== requestOrigin) return origin === '*' ? { code: 'WildcardOriginNotAllowed' } : failureOf(origin);
  // 5. Credentials mode is not include.
  if (request.init.credentials !== 'include') return undefined;
  // 6-8. Access-Control-Allow-Credentials, byte for byte.
  return credentialsFailure(response);
}

/** Says in what an Access-Control-Allow-Origin that differs is wrong. */
function originFailure(origin: string): Failure {
  if (/[ ,]/.test(origin)) return { code: 'MultipleAllowOriginValues', parameter: origin };
  if (origin !== 'null' && !readUrl(utf8Decode(origin))) return { code: 'InvalidAllowOriginValue', parameter: origin };
  return { code: 'AllowOriginMismatch', parameter: origin };
}

function credentialsFailure(response: WireResponse): Failure | undefined {
  const credentials = get(response.headers, 'access-control-allow-credentials');
  return credentials === 'true' ? undefined : { code: 'InvalidAllowCredentials', parameter: credentials ?? '' };
}
