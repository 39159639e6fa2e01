import { type HeaderList, isCorsSafelistedMethod } from '@corsmith/protocol';
import { ALLOW_HEADERS, ALLOW_ORIGIN, PREFLIGHT_HEADERS } from './cors-headers.js';
import { type Denial, explain } from './denial.js';
import { hasOrigin, isWellFormedOrigin, type OriginSet } from './origin-set.js';
import type { Policy } from './policy.js';
import type { OriginsFunction } from './policy-config.js';
import { firstInvalidName, firstRefusedName, REQUEST_HEADERS_LIMIT } from './request-header-names.js';

/** What a policy looks at. */
export interface CorsRequest {
  readonly method: string;
  /** All lines of that name joined by `, `, or undefined. The name is in lower case. */
  headers(name: string): string | undefined;
}

/** What is to be done with a request. */
export interface PolicyResponse {
  /**
   * `preflight`: it ends here, with `status` and no body. `actual`: the server goes on, whatever the verdict, for CORS
   * keeps pages from reading, not requests from coming. `not-cors`: as `actual`, but no page of another origin asks.
   */
  readonly kind: 'preflight' | 'actual' | 'not-cors';
  /** Undefined where it is no preflight. */
  readonly status: 204 | undefined;
  /** To be set on the response in place of any of the same name. */
  readonly headers: HeaderList;
  /** Not to be on the response but as in `headers`, whatever else set them: browsers would judge by them. */
  readonly remove: readonly string[];
  /** What Vary has to name besides what it names already: names joined by `, `, or nothing. */
  readonly vary: string;
  readonly allowed: boolean;
  /** Undefined where it is allowed. */
  readonly denial: Denial | undefined;
}

/**
 * Answers a request, with no effect on anything. An origin that is not allowed gets no CORS headers, unless the policy's
 * answer is static. An allowed origin that asks for a method or header that is not gets the policy's own lists, so that
 * the browser can say which it was. Throws a TypeError where the policy's function promises instead of answering:
 * `respondAsync` waits for it.
 */
export function respond(policy: Policy, request: CorsRequest): PolicyResponse {
  const result = respondAsync(policy, request);
  if (!(result instanceof Promise)) return result;
  throw new TypeError('The origins function returns a promise: use respondAsync.');
}

/** As `respond`; a promise only where the policy's function returns one. Never rejects. */
export function respondAsync(policy: Policy, request: CorsRequest): PolicyResponse | Promise<PolicyResponse> {
  const origin = request.headers('origin');
  if (origin === undefined) return policy.notCors;
  const { origins } = policy;
  if (typeof origins !== 'function') return conclude(policy, request, origin, refusalOf(origin, policy));
  const verdict = isWellFormedOrigin(origin) ? askFunction(origins, origin) : refused(origin);
  return verdict instanceof Promise
    ? verdict.then((refusal) => conclude(policy, request, origin, refusal))
    : conclude(policy, request, origin, verdict);
}

function refusalOf(origin: string, { origins, staticOrigin }: Policy): Denial | undefined {
  if (origin === staticOrigin || staticOrigin === '*') return undefined;
  const isListed = staticOrigin === undefined && hasOrigin(origins as OriginSet, origin);
  return isListed ? undefined : refused(origin);
}

const refused = (origin: string): Denial => ({ reason: 'origin-not-allowed', text: origin });

function askFunction(origins: OriginsFunction, origin: string): Denial | undefined | Promise<Denial | undefined> {
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
  if (method !== undefined) return answerPreflight(policy, request, origin, method, refusal);
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

function answerPreflight(
  policy: Policy,
  request: CorsRequest,
  origin: string,
  method: string,
  refusal: Denial | undefined,
): PolicyResponse {
  const asked = request.headers('access-control-request-headers');
  const denial = refusal ?? judgeMethod(policy, method) ?? judgeHeaders(policy, asked);
  let headers = withOrigin(policy, policy.preflightHeaders, origin, refusal);
  if (policy.echoesHeaders && asked && !denial) headers = [...headers, [ALLOW_HEADERS, asked.replace(/\s+/g, '')]];
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

function judgeHeaders({ requestHeaders, echoesHeaders }: Policy, asked: string | undefined): Denial | undefined {
  if (asked === undefined || (requestHeaders === '*' && !echoesHeaders)) return undefined;
  if (asked.length > REQUEST_HEADERS_LIMIT) return { reason: 'too-many-headers', text: asked };
  const name = requestHeaders === '*' ? firstInvalidName(asked) : firstRefusedName(asked, requestHeaders);
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
