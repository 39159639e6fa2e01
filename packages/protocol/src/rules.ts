import type { EngineName, HeaderList, Initiator, PageRequest, PageResponse, WireResponse } from './exchange.js';
import type { Blocked } from './fetch.js';
import type { PreflightCacheRules } from './preflight-cache.js';
import type { Preflight, PreflightCheck } from './preflight-check.js';
import type { Asked, Failure, FetchRequest } from './request.js';
import type { Url } from './url.js';

/**
 * The places in which engines depart from the standard. `standard.ts` holds the standard's own answers; each engine's file
 * starts from those and replaces what that engine does in another way. Nothing else in this package asks which engine it is.
 */
export interface Rules {
  readonly name: EngineName;
  /** Headers that the engine drops from what the page sets. */
  isForbiddenRequestHeader(name: string, value: string): boolean;
  /** https://fetch.spec.whatwg.org/#cors-safelisted-request-header, as far as `no-cors` requests go by it. */
  isSafelisted(name: string, value: string): boolean;
  /** A URL with a user and password: refused, or as the engine takes it. */
  urlWithCredentials(url: Url, asker: Pick<Asked, 'initiator' | 'mode' | 'origin'>): Url | Failure;
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
  /** Whether a listener for the progress of an upload forces a preflight of a request without a body too. */
  readonly preflightsEmptyUploads: boolean;
  /** The mode in which a request is made, where it is not the one that the page asks for. */
  modeOf(asked: Pick<Asked, 'mode' | 'initiator'> & Pick<FetchRequest, 'streaming'>): Asked['mode'];
  /** Ports to which nothing is sent. */
  readonly badPorts: ReadonlySet<number>;
  /** Whether a `data:` URL is loaded like one of the page's own. */
  loadsDataUrl(initiator: Initiator): boolean;
  /** Headers of the page's that a preflight carries too. */
  preflightHeaders(request: FetchRequest): HeaderList;
  /** Whether a preflight tells of the cache mode that the page asks for. */
  readonly preflightsCarryCacheMode: boolean;
  /** Conditional headers turn the default cache mode into another. */
  cacheMode(mode: CacheMode, headers: HeaderList, initiator: Initiator): CacheMode;
  /** The names (sorted, lower case) that a preflight must ask for, or undefined where the request needs no preflight. */
  corsPreflightNames(request: FetchRequest): readonly string[] | undefined;
  /** The `Origin` of a preflight and of an actual request. */
  originOf(request: FetchRequest, kind: 'preflight' | 'actual'): string;
  /** Whether an actual request names its origin. https://fetch.spec.whatwg.org/#append-a-request-origin-header */
  sendsOrigin(request: FetchRequest): boolean;
  /** https://fetch.spec.whatwg.org/#concept-cors-check */
  corsCheck(request: FetchRequest, response: WireResponse, requestOrigin: string): Failure | undefined;
  /** What a preflight's answer must pass to be one at all, in the engine's order. */
  readonly preflightChecks: readonly PreflightCheck[];
  /** Whether it permits this method and these headers, in the engine's order. */
  readonly permissionChecks: readonly PreflightCheck[];
  readonly preflightCache: PreflightCacheRules;
  /** Where an answer leads, and what is refused on the way there. */
  redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget;
  /** What is checked of a redirect before the CORS check of the redirecting answer. */
  redirectChecksBefore(request: FetchRequest, target: RedirectTarget): Failure | undefined;
  /** What is said of a redirect in mode `error`. */
  redirectModeFailure(request: FetchRequest, target: RedirectTarget): Failure;
  /** What keeps a redirect from being followed, once its answer has passed the CORS check. */
  redirectFailure(request: FetchRequest, response: WireResponse, target: Url): Failure | undefined;
  /** What keeps a redirect from being followed only once the next hop's preflight has passed. */
  lateRedirectFailure(request: FetchRequest): Blocked | undefined;
  /** The request of the next hop. */
  redirected(request: FetchRequest, response: WireResponse, target: Url): FetchRequest;
  /** Answers that the engine can't use at all, as they came and as it keeps them. */
  responseFailure(request: FetchRequest, answer: WireResponse, kept: WireResponse): Failure | undefined;
  /** What a `data:` URL gives, or why it gives nothing. */
  dataResponse(request: FetchRequest): PageResponse | Failure;
  /** An answer's headers as the engine keeps them. */
  receivedHeaders(status: number, headers: HeaderList): HeaderList;
  /** What the page may read, as it reads it. */
  exposedHeaders(request: FetchRequest, headers: HeaderList): HeaderList;
  /** What is printed, word for word. */
  readonly console: ConsoleRules;
}

type CacheMode = NonNullable<PageRequest['cache']>;

/** `none`: not a redirect, the answer is the page's. `missing`: a redirect without a Location, which leads nowhere. */
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
