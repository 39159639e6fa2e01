import type { BlockStage, Exchange, HeaderList, PageResponse, Send, WireRequest, WireResponse } from './exchange.js';
import { contains } from './header-list.js';
import { isMixedContent } from './mixed-content.js';
import type { PreflightCache } from './preflight-cache.js';
import { answeredPreflight, type Preflight, type PreflightCheck } from './preflight-check.js';
import { isHttp } from './redirect.js';
import { currentUrl, type Failure, type FetchRequest, includesCredentials, withoutCredentials } from './request.js';
import { filteredResponse, opaqueRedirectResponse } from './response.js';
import type { Rules } from './rules.js';

/** What one run of fetch keeps hold of. */
export interface FetchContext {
  readonly rules: Rules;
  readonly send: Send;
  readonly cache: PreflightCache;
  /** What only the redirects of this one request may use. */
  readonly ownCache: PreflightCache;
  /** Grows as requests are sent. */
  readonly exchanges: Exchange[];
  /** Messages of things that pass with a warning. */
  readonly warnings: string[];
}

export type FetchResult =
  | { readonly kind: 'response'; readonly response: PageResponse; readonly request: FetchRequest }
  | Blocked;

export interface Blocked {
  readonly kind: 'blocked';
  readonly stage: BlockStage;
  readonly failure: Failure;
  /** The request as it stood when it was blocked. */
  readonly request: FetchRequest;
  readonly response?: WireResponse;
  readonly location?: string;
}

/** Leads to another hop. */
interface Redirected {
  readonly kind: 'redirected';
  readonly request: FetchRequest;
}

/** A fetch from its first hop to its last; what was cached for a request that fails after all may be forgotten. */
export async function fetching(context: FetchContext, request: FetchRequest): Promise<FetchResult> {
  let result: FetchResult | Redirected = { kind: 'redirected', request };
  while (result.kind === 'redirected') result = await mainFetch(context, result.request);
  if (result.kind === 'blocked' && result.request.tainting === 'cors')
    context.rules.preflightCache.failed(cacheFor(context, result.request), result);
  return result;
}

/** https://fetch.spec.whatwg.org/#concept-main-fetch */
function mainFetch(context: FetchContext, request: FetchRequest): FetchResult | Promise<FetchResult | Redirected> {
  const { rules } = context;
  const url = currentUrl(request);
  const block = (failure: Failure): Blocked => ({ kind: 'blocked', stage: 'request', failure, request });
  // 7. Blocked as mixed content.
  if (isMixedContent(request.origin, url)) return block({ code: 'MixedContent', parameter: url.href });
  // 12. A data: URL needs no server.
  if (url.protocol === 'data:' && rules.loadsDataUrl(request.initiator))
    return { kind: 'response', request, response: rules.dataResponse(request, url) };
  // 12. Same origin, with nothing cross-origin before it.
  if (url.origin === request.origin && request.tainting === 'basic' && isHttp(url))
    return httpFetch(context, hop(request, 'basic', undefined));
  if (request.mode === 'same-origin') return block({ code: 'DisallowedByMode', parameter: url.href });
  if (request.mode === 'no-cors') {
    if (request.redirect !== 'follow') return block({ code: 'RedirectModeNotAllowed', parameter: request.redirect });
    if (!isHttp(url)) return block({ code: 'DisallowedScheme', parameter: url.protocol.slice(0, -1) });
    return httpFetch(context, hop(request, 'opaque', undefined));
  }
  if (!isHttp(url)) return block({ code: 'DisallowedScheme', parameter: url.protocol.slice(0, -1) });
  return httpFetch(context, hop(request, 'cors', rules.corsPreflightNames(request)));
}

/** The request as it goes on; many go on as they are. */
const hop = (
  request: FetchRequest,
  tainting: FetchRequest['tainting'],
  preflighted: FetchRequest['preflighted'],
): FetchRequest =>
  request.tainting === tainting && request.preflighted === preflighted
    ? request
    : { ...request, tainting, preflighted };

/** https://fetch.spec.whatwg.org/#concept-http-fetch */
async function httpFetch(context: FetchContext, current: FetchRequest): Promise<FetchResult | Redirected> {
  const { rules } = context;
  // 4.1. The preflight, where no cached one stands in for it.
  if (current.preflighted) {
    const blocked = await corsPreflight(context, current, current.preflighted);
    if (blocked) return blocked;
  }
  const late = rules.lateRedirectFailure(current);
  if (late) return late;
  // No HTTP cache is kept here.
  if (current.cache === 'only-if-cached') return networkFailure(current);
  // 4.3. The request itself.
  const exchange = await exchangeOnWire(context, actualRequest(rules, current));
  if (!exchange.response) return networkFailure(current);
  const response = received(rules, exchange.response);
  const block = (stage: BlockStage, failure: Failure, location?: string): Blocked => ({
    kind: 'blocked',
    stage,
    failure,
    request: current,
    response,
    ...(location === undefined ? {} : { location }),
  });
  const unusable = rules.responseFailure(current, exchange.response);
  if (unusable) return block('network', unusable);

  const target = rules.redirectTarget(current, response);
  const location = target.kind === 'to' ? target.url.href : target.kind === 'invalid' ? target.location : undefined;
  const stage = location === undefined ? 'response' : 'redirect';
  const before = rules.redirectChecksBefore(current, target);
  if (before) return block('redirect', before, location);
  // 4.4. The CORS check, of a redirecting answer too.
  const failure =
    current.tainting === 'cors' ? rules.corsCheck(current, response, rules.originOf(current, 'actual')) : undefined;
  if (failure) return block(stage, failure, location);
  // 6. A redirect status.
  if (target.kind !== 'none') {
    if (current.redirect === 'error') return block('redirect', rules.redirectModeFailure(current, target), location);
    if (current.redirect === 'manual')
      return { kind: 'response', request: current, response: opaqueRedirectResponse(current) };
  }
  // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
  if (target.kind === 'invalid')
    return block('redirect', { code: 'RedirectInvalidLocation', parameter: target.location }, location);
  if (target.kind === 'to') {
    const refused = rules.redirectFailure(current, response, target.url);
    if (refused) return block('redirect', refused, location);
    return { kind: 'redirected', request: rules.redirected(current, response, target.url) };
  }
  const headers = rules.exposedHeaders(current, response);
  return { kind: 'response', request: current, response: filteredResponse(current, response, headers) };
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, where the cache does not save it. */
async function corsPreflight(
  context: FetchContext,
  request: FetchRequest,
  names: readonly string[],
): Promise<Blocked | undefined> {
  const { rules } = context;
  const cache = cacheFor(context, request);
  const wire = preflightRequest(rules, request, names);
  if (rules.preflightCache.covers(cache, request, names)) {
    context.exchanges.push({ request: wire, fromCache: true });
    return undefined;
  }
  const exchange = await exchangeOnWire(context, wire);
  if (!exchange.response) return { ...networkFailure(request), stage: 'preflight' };
  const response = received(rules, exchange.response);
  const preflight = answeredPreflight(request, names, response, rules);
  const invalid = rules.responseFailure(request, exchange.response) ?? firstFailure(rules.preflightChecks, preflight);
  if (!invalid && rules.preflightCache.remembers === 'valid') rules.preflightCache.store(cache, preflight);
  const failure = invalid ?? firstFailure(rules.permissionChecks, preflight);
  if (failure) return { kind: 'blocked', stage: 'preflight', failure, request, response };
  if (rules.preflightCache.remembers === 'permitted') rules.preflightCache.store(cache, preflight);
  context.warnings.push(...rules.console.preflightPassed(preflight));
  return undefined;
}

const cacheFor = ({ rules, cache, ownCache }: FetchContext, request: FetchRequest): PreflightCache =>
  rules.preflightCache.scope(request) === 'page' ? cache : ownCache;

function firstFailure(checks: readonly PreflightCheck[], preflight: Preflight): Failure | undefined {
  for (const check of checks) {
    const failure = check(preflight);
    if (failure) return failure;
  }
  return undefined;
}

/** Sends one request and records it. */
async function exchangeOnWire(context: FetchContext, request: WireRequest): Promise<Exchange> {
  let exchange: Exchange;
  try {
    exchange = { request, response: await context.send(request) };
  } catch (failure) {
    exchange = { request, failure };
  }
  context.exchanges.push(exchange);
  return exchange;
}

const received = (rules: Rules, response: WireResponse): WireResponse => ({
  status: response.status,
  headers: rules.receivedHeaders(response),
});

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 1 to 5. */
function preflightRequest(rules: Rules, request: FetchRequest, names: readonly string[]): WireRequest {
  const headers: HeaderList = [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', request.method],
    ...(names.length === 0 ? [] : [['Access-Control-Request-Headers', names.join(',')] as const]),
    ['Origin', rules.originOf(request, 'preflight')],
    ...rules.preflightHeaders(request),
    ...(rules.preflightsCarryCacheMode ? cacheControl(request) : []),
  ];
  return { kind: 'preflight', url: wireUrl(request), method: 'OPTIONS', headers, credentials: false };
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, as far as the page or CORS decides it. */
function actualRequest(rules: Rules, request: FetchRequest): WireRequest {
  const { method, body } = request;
  const headers = rules.sentHeaders(request);
  const added: (readonly [string, string])[] = [];
  if (rules.sendsOrigin(request)) added.push(['Origin', rules.originOf(request, 'actual')]);
  if (!contains(headers, 'accept')) added.push(['Accept', '*/*']);
  for (const line of cacheControl(request)) if (!contains(headers, line[0])) added.push(line);
  return {
    kind: 'actual',
    url: wireUrl(request),
    method,
    headers: [...headers, ...added],
    ...(body === null ? {} : { body }),
    ...(request.streaming ? { duplex: 'half' as const } : {}),
    credentials:
      request.credentials === 'include' || (request.credentials === 'same-origin' && request.tainting === 'basic'),
  };
}

/** What the page's cache mode adds to a request, its preflight included. */
function cacheControl({ cache }: FetchRequest): HeaderList {
  if (cache === 'no-cache') return [['Cache-Control', 'max-age=0']];
  if (cache !== 'no-store' && cache !== 'reload') return [];
  return [
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
  ];
}

/** The URL without its fragment, user and password. */
function wireUrl(request: FetchRequest): string {
  const url = currentUrl(request);
  if (url.hash === '' && !includesCredentials(url)) return url.href;
  const bare = new URL(withoutCredentials(url));
  bare.hash = '';
  return bare.href;
}

const networkFailure = (request: FetchRequest): Blocked => ({
  kind: 'blocked',
  stage: 'network',
  failure: { code: 'NetworkFailure' },
  request,
});
