import type { HeaderList, Initiator, PageRequest, WireResponse } from './exchange.js';
import type { Url } from './url.js';

/** A page's request as an engine takes it: the same at every hop. https://fetch.spec.whatwg.org/#concept-request */
export interface FetchInit {
  readonly initiator: Initiator;
  /** The page's origin, serialised. */
  readonly origin: string;
  readonly bodyKind: PageRequest['bodyKind'] | undefined;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly embedderPolicy: NonNullable<PageRequest['embedderPolicy']>;
  readonly cache: NonNullable<PageRequest['cache']>;
  /** `fetch()` and XHR can make requests that need a preflight; elements can't. */
  readonly unsafeRequest: boolean;
  readonly useCorsPreflight: boolean;
  /** Names that the page set and may not set. */
  readonly refused: readonly string[];
  /** The Content-Type that is the body's own. */
  readonly bodyType: string | undefined;
  readonly url: Url;
}

/** What goes to one URL for it. */
export interface FetchRequest {
  readonly init: FetchInit;
  readonly url: Url;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
  /** The body is a stream: it has no source to send again from. */
  readonly streaming: boolean;
  /** A hop has led from an origin that is not the page's to yet another. */
  readonly redirectTainted: boolean;
  readonly tainting: 'basic' | 'cors' | 'opaque';
  /** How many redirects have led here, the last from this hop with this response. */
  readonly redirects: number;
  readonly redirectedFrom: { readonly request: FetchRequest; readonly response: WireResponse } | undefined;
  /** Method and headers before any redirect changed them. */
  readonly original: { readonly method: string; readonly headers: HeaderList };
  /** The headers that a preflight is about, where a redirect has settled it apart from those that are sent. */
  readonly preflightAbout: HeaderList | undefined;
  /** The names for this hop's preflight (or the last one's), or undefined if it needs none. */
  readonly preflighted: readonly string[] | undefined;
}

/**
 * The request as it goes on; many go on as they are. Written out, because all hops have the same shape then, and code that
 * sees one shape runs faster.
 */
export const asHop = (
  request: FetchRequest,
  tainting: FetchRequest['tainting'],
  preflighted: FetchRequest['preflighted'],
): FetchRequest =>
  request.tainting === tainting && request.preflighted === preflighted
    ? request
    : {
        init: request.init,
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: request.body,
        streaming: request.streaming,
        redirectTainted: request.redirectTainted,
        tainting,
        redirects: request.redirects,
        redirectedFrom: request.redirectedFrom,
        original: request.original,
        preflightAbout: request.preflightAbout,
        preflighted,
      };

/** Every URL so far, the current one last. */
export function urlsOf(request: FetchRequest): readonly Url[] {
  const urls: Url[] = [];
  for (let hop: FetchRequest | undefined = request; hop; hop = hop.redirectedFrom?.request) urls.unshift(hop.url);
  return urls;
}
