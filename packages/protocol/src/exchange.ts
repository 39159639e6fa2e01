/**
 * The data that everything else passes around: a page's request, what goes over the wire for it, and what becomes of it.
 * All of it is plain, readonly and serialisable as JSON (but for bodies and failures).
 */

/** Header lines in the order of the wire, duplicates kept. Values are isomorphic strings: one char per byte. */
export type HeaderList = ReadonlyArray<readonly [name: string, value: string]>;

/** `standard` is the letter of the Fetch standard; the others are what that engine does today. */
export type EngineName = 'standard' | 'chromium' | 'firefox' | 'webkit';

/** What in the page starts the request. It decides defaults, and the words of console messages. */
export type Initiator = 'fetch' | 'xhr' | 'font' | 'script' | 'image' | 'module' | 'eventsource';

/** A request as the page makes it, with the names and defaults of `fetch()`. */
export interface PageRequest {
  /** The page's serialised origin (`https://app.example.com`), or `null` for an opaque one. */
  readonly origin: string;
  /** Absolute URL. */
  readonly url: string;
  /** As the page writes it; normalised as the standard says. Default `GET`. */
  readonly method?: string;
  /** The page's own headers, as it writes them. */
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array | null;
  /** Where the body is a Blob, of which an engine may have something to say. */
  readonly bodyKind?: 'blob';
  /** The Content-Type that the body brings where the page sets none. Default of a string: `text/plain;charset=UTF-8`. */
  readonly bodyType?: string;
  /** Default `cors`. */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin';
  /** As in `fetch()`, default `same-origin`. XHR: `withCredentials` is `include`. */
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  /** Default `follow`. */
  readonly redirect?: 'follow' | 'error' | 'manual';
  /** Default `default`. Some engines pass the preflight cache by for some of these. */
  readonly cache?: 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache' | 'only-if-cached';
  /** Default `fetch`. */
  readonly initiator?: Initiator;
  /** The page's Cross-Origin-Embedder-Policy, default `unsafe-none`. `require-corp`: what comes without CORS has to allow it. */
  readonly embedderPolicy?: 'unsafe-none' | 'require-corp';
  /** XHR with a listener on `upload`: always preflighted. */
  readonly uploadListener?: boolean;
  /** `half` where the body is a ReadableStream: it can't be sent a second time. */
  readonly duplex?: 'half';
}

/** One request on the wire. `credentials` says whether cookies and other credentials go with it. */
export interface WireRequest {
  readonly kind: 'preflight' | 'actual';
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body?: string | Uint8Array | null;
  /** The body is a stream, which Chromium sends over HTTP/2 and later only. */
  readonly duplex?: 'half';
  readonly credentials: boolean;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: HeaderList;
}

/** Puts a request on the wire. A rejected promise is a network failure. */
export type Send = (request: WireRequest) => Promise<WireResponse>;

/** One request, with its response or why there is none. */
export type Exchange = RespondedExchange | FailedExchange | CachedExchange;

export interface RespondedExchange {
  readonly request: WireRequest;
  readonly response: WireResponse;
  readonly failure?: never;
  readonly fromCache?: never;
}

export interface FailedExchange {
  readonly request: WireRequest;
  /** What `send` rejected with. */
  readonly failure: unknown;
  readonly response?: never;
  readonly fromCache?: never;
}

/** A cached preflight was used and nothing was sent. */
export interface CachedExchange {
  readonly request: WireRequest;
  readonly fromCache: true;
  readonly response?: never;
  readonly failure?: never;
}

/**
 * Why a request was blocked. The names are those of Chromium's DevTools protocol (`Network.CorsError`) where it has one,
 * without its `Preflight` prefix: `stage` distinguishes a preflight's failure from the actual response's.
 */
export type BlockCode =
  // CORS check
  | 'MissingAllowOriginHeader'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue'
  | 'AllowOriginMismatch'
  /** WebKit: missing or not equal, its console does not say which. */
  | 'OriginNotAllowed'
  | 'WildcardOriginNotAllowed'
  | 'InvalidAllowCredentials'
  // CORS-preflight fetch
  | 'PreflightInvalidStatus'
  | 'PreflightDisallowedRedirect'
  | 'InvalidAllowMethodsPreflightResponse'
  | 'InvalidAllowHeadersPreflightResponse'
  | 'MethodDisallowedByPreflightResponse'
  | 'HeaderDisallowedByPreflightResponse'
  // redirects
  | 'RedirectContainsCredentials'
  | 'RedirectDisallowedByMode'
  | 'RedirectLimit'
  | 'RedirectInvalidLocation'
  | 'RedirectDisallowedScheme'
  | 'RedirectBodyNotReplayable'
  // Cross-Origin-Resource-Policy
  | 'CrossOriginResourcePolicy'
  // refused before anything is sent
  | 'BlockedPort'
  | 'DisallowedByMode'
  | 'MixedContent'
  | 'DisallowedScheme'
  | 'UrlContainsCredentials'
  | 'InvalidMethod'
  | 'InvalidHeader'
  | 'BodyNotAllowed'
  | 'RedirectModeNotAllowed'
  // no usable response
  | 'NetworkFailure'
  | 'InvalidResponse';

export type BlockStage = 'request' | 'preflight' | 'response' | 'redirect' | 'network';

export interface Block {
  readonly code: BlockCode;
  readonly stage: BlockStage;
  /** Index into `exchanges` of the exchange that was judged; -1 where nothing was sent. */
  readonly exchange: number;
  /** The offending text: a header's value, a method, a header's name, a URL. */
  readonly parameter?: string;
}

/** What the page may read of an allowed response. */
export interface PageResponse {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
  readonly status: number;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: HeaderList;
}

/** What an engine does with a page's request. */
export type Outcome = AllowedOutcome | BlockedOutcome;

export interface AllowedOutcome extends Simulated {
  readonly allowed: true;
  readonly response: PageResponse;
  readonly block?: never;
}

export interface BlockedOutcome extends Simulated {
  readonly allowed: false;
  readonly block: Block;
  readonly response?: never;
}

/** What both outcomes have. */
interface Simulated {
  readonly engine: EngineName;
  readonly exchanges: readonly Exchange[];
  /**
   * What the engine prints to its console about it, in order, word for word; none for `standard`. The network log's own
   * lines on any failed load (`Failed to load resource: …`, `GET … net::ERR_FAILED`) are not among them.
   */
  readonly messages: readonly string[];
}
