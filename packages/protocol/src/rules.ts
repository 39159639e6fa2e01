import type { EngineName, HeaderList, Initiator, PageRequest, PageResponse, WireResponse } from './exchange.js';
import type { Failure } from './failure.js';
import type { FetchInit, FetchRequest } from './fetch-request.js';
import type { Preflight } from './preflight.js';
import type { PreflightCacheRules } from './preflight-cache.js';
import type { Blocked } from './step.js';
import type { Url } from './url.js';

/**
 * The places in which engines depart from the standard. `standard.ts` holds the standard's own rules; each engine's file
 * starts from those and replaces what that engine does differently. Nothing else in this package checks which engine it is.
 */
export interface Rules {
  readonly name: EngineName;
  /** Headers that the engine drops from what the page sets. */
  isForbiddenRequestHeader(name: string, value: string): boolean;
  /** https://fetch.spec.whatwg.org/#cors-safelisted-request-header, as far as `no-cors` requests go by it. */
  isSafelisted(name: string, value: string): boolean;
  /** A URL with a user and password: refused, or as the engine takes it. */
  urlWithCredentials(url: Url, page: Pick<FetchInit, 'initiator' | 'mode' | 'origin'>): Url | Failure;
  /** How the engine keeps the page's headers: line by line, or one line a name. */
  fillHeaders(headers: HeaderList, initiator: Initiator): HeaderList;
  /** What XHR makes of the page's Content-Type where it sends text, which may have a type of its own, before and after a redirect. */
  xhrTextType(
    type: string,
    context: { readonly hop: 'first' | 'later'; readonly bodyType: string | undefined },
  ): string;
  /** Whether a `no-cors` request names this type where its body brings it. */
  isBodyTypeKept(type: string): boolean;
  /** The page's headers as they go out. */
  sentHeaders(request: FetchRequest): HeaderList;
  /** What becomes of a ReadableStream as a request's body: sent as it comes, taken for a whole body, or refused. */
  readonly streamedBody: 'sent' | 'taken-whole' | 'refused';
  /** Whether invalid headers are refused before a method that `no-cors` does not allow. */
  readonly readsHeadersFirst: boolean;
  /** Whether a listener for the progress of an upload forces a preflight of a request without a body too. */
  readonly preflightsEmptyUploads: boolean;
  /** The mode of the request if it is not the page's. */
  modeOf(init: Pick<FetchInit, 'mode' | 'initiator'> & Pick<FetchRequest, 'streaming'>): FetchInit['mode'];
  /** Ports to which nothing is sent. */
  readonly badPorts: ReadonlySet<number>;
  /** Whether a `data:` URL is loaded like one of the page's own. */
  loadsDataUrl(initiator: Initiator): boolean;
  /** Headers of the page's that a preflight carries too. */
  preflightHeaders(request: FetchRequest): HeaderList;
  /** Whether a preflight carries the page's cache mode. */
  readonly preflightsCarryCacheMode: boolean;
  /** Conditional headers turn the default cache mode into another. */
  cacheMode(mode: CacheMode, headers: HeaderList, initiator: Initiator): CacheMode;
  /** The names (sorted, lowercase) that a preflight must list, or undefined if the request needs no preflight. */
  corsPreflightNames(request: FetchRequest): readonly string[] | undefined;
  /** The `Origin` of a preflight and of an actual request. */
  originOf(request: FetchRequest, kind: 'preflight' | 'actual'): string;
  /** Whether an actual request names its origin. https://fetch.spec.whatwg.org/#append-a-request-origin-header */
  sendsOrigin(request: FetchRequest): boolean;
  /** https://fetch.spec.whatwg.org/#concept-cors-check */
  corsCheck(request: FetchRequest, response: WireResponse, requestOrigin: string): Failure | undefined;
  /** The checks of a preflight response that make it valid, in the engine's order. */
  readonly preflightChecks: readonly PreflightCheck[];
  /** Whether it permits this method and these headers, in the engine's order. */
  readonly permissionChecks: readonly PreflightCheck[];
  readonly preflightCache: PreflightCacheRules;
  /** A response's redirect target, and which targets are refused. */
  redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget;
  /** Checks of a redirect before the CORS check of its response. */
  redirectChecksBefore(request: FetchRequest, target: RedirectTarget): Failure | undefined;
  /** The failure of a redirect in mode `error`. */
  redirectModeFailure(request: FetchRequest, target: RedirectTarget): Failure;
  /** Why a redirect is not followed although its response has passed the CORS check. */
  redirectFailure(request: FetchRequest, response: WireResponse, target: Url): Failure | undefined;
  /** Why a redirect is not followed once the next hop's preflight has passed. */
  lateRedirectFailure(request: FetchRequest): Blocked | undefined;
  /** The request of the next hop. */
  redirected(request: FetchRequest, response: WireResponse, target: Url): FetchRequest;
  /** Responses that the engine can't use at all, as received and as processed. */
  responseFailure(request: FetchRequest, wireResponse: WireResponse, received: WireResponse): Failure | undefined;
  /** What a `data:` URL returns, or why it fails. */
  dataResponse(request: FetchRequest): PageResponse | Failure;
  /** A response's headers as the engine processes them. */
  receivedHeaders(status: number, headers: HeaderList): HeaderList;
  /** What the page may read, as it reads it. */
  exposedHeaders(request: FetchRequest, headers: HeaderList): HeaderList;
  /** What is printed, word for word. */
  readonly console: ConsoleRules;
}

/** One check of a preflight response. The parts of https://fetch.spec.whatwg.org/#cors-preflight-fetch step 7. */
export type PreflightCheck = (preflight: Preflight, rules: Rules) => Failure | undefined;

type CacheMode = NonNullable<PageRequest['cache']>;

/** `none`: not a redirect, the page gets the response. `missing`: a redirect without a Location. */
export type RedirectTarget =
  | { readonly kind: 'none' | 'missing' }
  | { readonly kind: 'to'; readonly url: Url }
  | { readonly kind: 'invalid'; readonly location: string };

/** The words of an engine's console. */
export interface ConsoleRules {
  /** What is printed for a request that was blocked. */
  blocked(blocked: Blocked): readonly string[];
  /** What is printed for a header that XHR may not set. */
  forbiddenHeader(name: string): readonly string[];
  /** What is printed of a request that can be made, before anything is sent. */
  requested(request: FetchRequest): readonly string[];
  /** Printed although the preflight passes. */
  preflightPassed(preflight: Preflight): readonly string[];
}
