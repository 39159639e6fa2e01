import { badPortFailure } from './bad-port.js';
import type { BlockStage, Exchange, HeaderList, WireRequest, WireResponse } from './exchange.js';
import type { Failure } from './failure.js';
import { asHop, type FetchRequest } from './fetch-request.js';
import { contains } from './header-list.js';
import { isMixedContent } from './mixed-content.js';
import { Preflight } from './preflight.js';
import { PreflightCache } from './preflight-cache.js';
import { resourcePolicyFailure } from './resource-policy.js';
import { filteredResponse, opaqueRedirectResponse } from './response.js';
import type { Rules } from './rules.js';
import type { Blocked, Sending, Step } from './step.js';
import { isHttp, withoutCredentials } from './url.js';

/** The state of one fetch. It sends nothing itself: it returns what to send, and `resumeFetch` takes the response. */
export interface FetchContext {
  readonly rules: Rules;
  readonly cache: PreflightCache;
  /** What only the redirects of this one request may use, made where one needs it. */
  ownCache?: PreflightCache;
  /** Grows as requests are sent. */
  readonly exchanges: Exchange[];
  /** Messages of things that pass with a warning. */
  readonly warnings: string[];
}

/** https://fetch.spec.whatwg.org/#concept-main-fetch */
export function mainFetch(context: FetchContext, request: FetchRequest): Step {
  const { rules } = context;
  const { init, url } = request;
  // 7. Blocked as mixed content.
  if (isMixedContent(init.origin, url)) return block('request', { code: 'MixedContent', parameter: url.href }, request);
  // 12. A data: URL needs no server.
  if (url.protocol === 'data:' && rules.loadsDataUrl(init.initiator)) {
    const response = rules.dataResponse(request);
    return 'code' in response ? block('request', response, request) : { kind: 'response', response };
  }
  // 12. Same origin, with nothing cross-origin before it.
  if (url.origin === init.origin && request.tainting === 'basic' && isHttp(url))
    return httpFetch(context, asHop(request, 'basic', undefined));
  if (init.mode === 'same-origin') return block('request', { code: 'DisallowedByMode', parameter: url.href }, request);
  if (init.mode === 'no-cors' && init.redirect !== 'follow')
    return block('request', { code: 'RedirectModeNotAllowed', parameter: init.redirect }, request);
  if (!isHttp(url))
    return block('request', { code: 'DisallowedScheme', parameter: url.protocol.slice(0, -1) }, request);
  return init.mode === 'no-cors'
    ? httpFetch(context, asHop(request, 'opaque', undefined))
    : httpFetch(context, asHop(request, 'cors', preflightNames(rules, request)));
}

/** The names for a hop's preflight; the same as the previous hop's if only the URL has changed. */
function preflightNames(rules: Rules, request: FetchRequest): readonly string[] | undefined {
  const before = request.redirectedFrom?.request;
  const isSame =
    before?.tainting === 'cors' &&
    before.headers === request.headers &&
    before.method === request.method &&
    before.body === request.body &&
    before.original === request.original &&
    before.preflightAbout === request.preflightAbout;
  return isSame ? before.preflighted : rules.corsPreflightNames(request);
}

/** https://fetch.spec.whatwg.org/#concept-http-fetch, as far as the first request on the wire. */
function httpFetch(context: FetchContext, request: FetchRequest): Step {
  // Engines look at the request's mode first.
  const badPort = badPortFailure(request.url, context.rules.badPorts);
  if (badPort) return block('request', badPort, request);
  // 4.1. The preflight, where no cached one stands in for it.
  if (!request.preflighted) return permittedFetch(context, request);
  const { rules } = context;
  const wire = preflightRequest(rules, request, request.preflighted);
  const cache = cacheFor(context, request);
  if (cache.isEmpty || !rules.preflightCache.covers(cache, request, request.preflighted))
    return { kind: 'sending', wire, request };
  context.exchanges.push({ request: wire, fromCache: true });
  return permittedFetch(context, request);
}

/** The same, from where no preflight keeps it back. */
function permittedFetch({ rules }: FetchContext, request: FetchRequest): Step {
  const late = rules.lateRedirectFailure(request);
  if (late) return late;
  // No HTTP cache is kept here.
  if (request.init.cache === 'only-if-cached') return block('network', NETWORK_FAILURE, request);
  // 4.3. The request itself.
  return { kind: 'sending', wire: actualRequest(rules, request), request };
}

/** Goes on with what has come back. */
export function resumeFetch(
  context: FetchContext,
  { wire, request }: Sending,
  wireResponse: WireResponse | undefined,
): Step {
  if (wire.kind === 'preflight') return preflightReceived(context, request, wireResponse);
  return wireResponse ? responseReceived(context, request, wireResponse) : block('network', NETWORK_FAILURE, request);
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, from step 7. */
function preflightReceived(context: FetchContext, request: FetchRequest, wireResponse: WireResponse | undefined): Step {
  if (!wireResponse) return block('preflight', NETWORK_FAILURE, request);
  const { rules } = context;
  const cache = cacheFor(context, request);
  const response = received(rules, wireResponse);
  const preflight = new Preflight(request, response);
  const invalid =
    rules.responseFailure(request, wireResponse, response) ?? firstFailure(rules, 'preflightChecks', preflight);
  if (!invalid && rules.preflightCache.caches === 'valid') rules.preflightCache.store(cache, preflight);
  const failure = invalid ?? firstFailure(rules, 'permissionChecks', preflight);
  if (failure) return block('preflight', failure, request, response);
  if (rules.preflightCache.caches === 'permitted') rules.preflightCache.store(cache, preflight);
  context.warnings.push(...rules.console.preflightPassed(preflight));
  return permittedFetch(context, request);
}

/** https://fetch.spec.whatwg.org/#concept-http-fetch, from step 4.4. */
function responseReceived(context: FetchContext, request: FetchRequest, wireResponse: WireResponse): Step {
  const { rules } = context;
  const { redirect } = request.init;
  const response = received(rules, wireResponse);
  const unusable = rules.responseFailure(request, wireResponse, response);
  if (unusable) return block('network', unusable, request, response);

  const target = rules.redirectTarget(request, response);
  const location = target.kind === 'to' ? target.url.href : target.kind === 'invalid' ? target.location : undefined;
  const before = rules.redirectChecksBefore(request, target);
  if (before) return block('redirect', before, request, response, location);
  // 4.4 to 5. The CORS check, or without CORS that of the resource's policy, of a redirecting response too.
  const failure = accessFailure(rules, request, response);
  if (failure) return block(location === undefined ? 'response' : 'redirect', failure, request, response, location);
  // 6. A redirect status.
  if (target.kind !== 'none') {
    if (redirect === 'error')
      return block('redirect', rules.redirectModeFailure(request, target), request, response, location);
    if (redirect === 'manual') return { kind: 'response', response: opaqueRedirectResponse(request) };
  }
  // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
  if (target.kind === 'invalid')
    return block(
      'redirect',
      { code: 'RedirectInvalidLocation', parameter: target.location },
      request,
      response,
      location,
    );
  if (target.kind === 'to') {
    const refusal = rules.redirectFailure(request, response, target.url);
    if (refusal) return block('redirect', refusal, request, response, location);
    return mainFetch(context, rules.redirected(request, response, target.url));
  }
  const headers = rules.exposedHeaders(request, response.headers);
  return { kind: 'response', response: filteredResponse(request, response, headers) };
}

/** Whether the page may have the response, or be redirected by it. */
function accessFailure(rules: Rules, request: FetchRequest, response: WireResponse): Failure | undefined {
  if (request.tainting === 'cors') return rules.corsCheck(request, response, rules.originOf(request, 'actual'));
  return request.tainting === 'opaque' ? resourcePolicyFailure(request, response) : undefined;
}

/** What was cached for a request that fails after all may be forgotten. */
export function forget(context: FetchContext, blocked: Blocked): void {
  if (blocked.request.tainting !== 'cors') return;
  const cache = cacheFor(context, blocked.request);
  if (!cache.isEmpty) context.rules.preflightCache.failed(cache, blocked);
}

function cacheFor(context: FetchContext, request: FetchRequest): PreflightCache {
  const { rules, cache } = context;
  if (rules.preflightCache.scope(request) === 'page') return cache;
  context.ownCache ??= new PreflightCache({ now: () => cache.now() });
  return context.ownCache;
}

function firstFailure(
  rules: Rules,
  checks: 'preflightChecks' | 'permissionChecks',
  preflight: Preflight,
): Failure | undefined {
  for (const check of rules[checks]) {
    const failure = check(preflight, rules);
    if (failure) return failure;
  }
  return undefined;
}

/** A response as the engine processes it; most stay as they are. */
function received(rules: Rules, wireResponse: WireResponse): WireResponse {
  const headers = rules.receivedHeaders(wireResponse.status, wireResponse.headers);
  return headers === wireResponse.headers ? wireResponse : { status: wireResponse.status, headers };
}

const ACCEPT_ALL = ['Accept', '*/*'] as const;
const ACCEPT: HeaderList = [ACCEPT_ALL];

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 1 to 5. */
function preflightRequest(rules: Rules, request: FetchRequest, names: readonly string[]): WireRequest {
  const method = ['Access-Control-Request-Method', request.method] as const;
  const origin = ['Origin', rules.originOf(request, 'preflight')] as const;
  const lines: HeaderList =
    names.length === 0
      ? [ACCEPT_ALL, method, origin]
      : [ACCEPT_ALL, method, ['Access-Control-Request-Headers', names.join(',')], origin];
  const own = rules.preflightHeaders(request);
  const mode = rules.preflightsCarryCacheMode ? cacheControl(request) : NOTHING;
  const headers = own.length + mode.length === 0 ? lines : [...lines, ...own, ...mode];
  return { kind: 'preflight', url: wireUrl(request), method: 'OPTIONS', headers, credentials: false };
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, as far as the page or CORS decides it. */
function actualRequest(rules: Rules, request: FetchRequest): WireRequest {
  const { init, method, body } = request;
  const given = rules.sentHeaders(request);
  const added = addedLines(rules, request, given);
  const headers = given.length === 0 ? added : [...given, ...added];
  const credentials =
    init.credentials === 'include' || (init.credentials === 'same-origin' && request.tainting === 'basic');
  const url = wireUrl(request);
  if (body === null) return { kind: 'actual', url, method, headers, credentials };
  return request.streaming
    ? { kind: 'actual', url, method, headers, body, duplex: 'half', credentials }
    : { kind: 'actual', url, method, headers, body, credentials };
}

/** What the engine adds to the page's own headers. */
function addedLines(rules: Rules, request: FetchRequest, given: HeaderList): HeaderList {
  const accept = contains(given, 'accept') ? NOTHING : ACCEPT;
  const lines = rules.sendsOrigin(request) ? withOrigin(accept, rules.originOf(request, 'actual')) : accept;
  const mode = cacheControl(request);
  return mode.length === 0 ? lines : [...lines, ...mode.filter(([name]) => !contains(given, name))];
}

const withOrigin = (accept: HeaderList, origin: string): HeaderList =>
  accept.length === 0 ? [['Origin', origin]] : [['Origin', origin], ACCEPT_ALL];

/** What the page's cache mode adds to a request, its preflight included. */
function cacheControl({ init: { cache } }: FetchRequest): HeaderList {
  if (cache === 'no-cache') return REVALIDATE;
  return cache === 'no-store' || cache === 'reload' ? NO_CACHE : NOTHING;
}

const NOTHING: HeaderList = [];
const REVALIDATE: HeaderList = [['Cache-Control', 'max-age=0']];
const NO_CACHE: HeaderList = [
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-cache'],
];

/** The URL without its fragment, user and password. */
const wireUrl = ({ url }: FetchRequest): string => withoutCredentials(url).withoutFragment;

const NETWORK_FAILURE: Failure = { code: 'NetworkFailure' };

const block = (
  stage: BlockStage,
  failure: Failure,
  request: FetchRequest,
  response?: WireResponse,
  location?: string,
): Blocked => ({ kind: 'blocked', stage, failure, request, response, location });
