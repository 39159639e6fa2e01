import { type HeaderList, isCorsSafelistedMethod } from '@corsmith/protocol';
import { ALLOW_HEADERS, ALLOW_ORIGIN, PREFLIGHT_HEADERS } from './cors-headers.js';
import { type Denial, explain } from './denial.js';
import { hasOrigin, isWellFormedOrigin } from './origin-set.js';
import type { Policy } from './policy.js';
import type { OriginsFunction } from './policy-config.js';
import type { PolicyResponse } from './policy-response.js';
import { firstInvalidName, firstRefusedName, REQUEST_HEADERS_LIMIT } from './request-header-names.js';

/** What a policy reads of a request. */
export interface CorsRequest {
  readonly method: string;
  /** All lines of that name joined by `, `, or undefined. The name is lowercase. */
  headers(name: string): string | undefined;
}

/**
 * Decides on a request, without side effects. An origin that is not allowed gets no CORS headers, unless the policy's
 * response is static. A preflight of an allowed origin for a method or header that is not allowed gets the policy's lists,
 * so that the browser can report which one. Throws a TypeError if the origins function returns a promise: use
 * `respondAsync`.
 */
export function respond(policy: Policy, request: CorsRequest): PolicyResponse {
  const result = respondAsync(policy, request);
  if (!(result instanceof Promise)) return result;
  throw new TypeError('The origins function returns a promise: use respondAsync.');
}

/** As `respond`; a promise only if the origins function returns one. Never rejects. */
export function respondAsync(policy: Policy, request: CorsRequest): PolicyResponse | Promise<PolicyResponse> {
  const origin = request.headers('origin');
  if (origin === undefined) return policy.notCors;
  const { origins } = policy;
  if (typeof origins !== 'function') return conclude(policy, request, origin, refusalOf(origin, policy));
  const verdict = isWellFormedOrigin(origin) ? callFunction(origins, origin) : refused(origin);
  return verdict instanceof Promise
    ? verdict.then((refusal) => conclude(policy, request, origin, refusal))
    : conclude(policy, request, origin, verdict);
}

function refusalOf(origin: string, { origins, staticOrigin }: Policy): Denial | undefined {
  if (origin === staticOrigin || staticOrigin === '*') return undefined;
  const isListed = staticOrigin === undefined && typeof origins === 'object' && hasOrigin(origins, origin);
  return isListed ? undefined : refused(origin);
}

const refused = (origin: string): Denial => ({ reason: 'origin-not-allowed', text: origin });

function callFunction(origins: OriginsFunction, origin: string): Denial | undefined | Promise<Denial | undefined> {
  const refusalOf = (allowed: unknown) => (allowed === true ? undefined : refused(origin));
  const failed = (error: unknown): Denial => ({ reason: 'origins-function-failed', text: origin, error });
  try {
    const allowed = origins(origin);
    return typeof allowed === 'boolean' ? refusalOf(allowed) : Promise.resolve(allowed).then(refusalOf, failed);
  } catch (error) {
    return failed(error);
  }
}

function conclude(policy: Policy, request: CorsRequest, origin: string, refusal: Denial | undefined): PolicyResponse {
  const method = request.method === 'OPTIONS' ? request.headers('access-control-request-method') : undefined;
  if (method !== undefined) return respondToPreflight(policy, request, origin, method, refusal);
  return {
    kind: 'actual',
    status: undefined,
    headers: withDebug(policy, withOrigin(policy, policy.responseHeaders, origin, refusal), refusal),
    remove: refusal ? policy.notCors.remove : policy.unsent,
    vary: policy.vary,
    allowed: refusal === undefined,
    denial: refusal,
  };
}

function respondToPreflight(
  policy: Policy,
  request: CorsRequest,
  origin: string,
  method: string,
  refusal: Denial | undefined,
): PolicyResponse {
  const requested = request.headers('access-control-request-headers');
  const denial = refusal ?? judgeMethod(policy, method) ?? judgeHeaders(policy, requested);
  let headers = withOrigin(policy, policy.preflightHeaders, origin, refusal);
  if (policy.echoesHeaders && requested && !denial)
    headers = [...headers, [ALLOW_HEADERS, requested.replace(/\s+/g, '')]];
  return {
    kind: 'preflight',
    status: 204,
    headers: withDebug(policy, headers, denial),
    remove: PREFLIGHT_HEADERS,
    vary: policy.preflightVary,
    allowed: denial === undefined,
    denial,
  };
}

function judgeMethod({ methods }: Policy, method: string): Denial | undefined {
  if (isCorsSafelistedMethod(method) || methods.has(method)) return undefined;
  return { reason: 'method-not-allowed', text: method };
}

function judgeHeaders({ requestHeaders, echoesHeaders }: Policy, requested: string | undefined): Denial | undefined {
  if (requested === undefined || (requestHeaders === '*' && !echoesHeaders)) return undefined;
  if (requested.length > REQUEST_HEADERS_LIMIT) return { reason: 'too-many-headers', text: requested };
  const name = requestHeaders === '*' ? firstInvalidName(requested) : firstRefusedName(requested, requestHeaders);
  return name === undefined ? undefined : { reason: 'header-not-allowed', text: name };
}

const NOTHING: HeaderList = [];

function withOrigin(
  { staticOrigin }: Policy,
  own: HeaderList,
  origin: string,
  refusal: Denial | undefined,
): HeaderList {
  if (staticOrigin !== undefined) return own;
  return refusal ? NOTHING : [[ALLOW_ORIGIN, origin], ...own];
}

function withDebug({ config }: Policy, headers: HeaderList, denial: Denial | undefined): HeaderList {
  return denial && config.debug ? [...headers, ['corsmith-denied', explain(denial)]] : headers;
}
