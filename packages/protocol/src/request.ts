import { ProtocolError } from './error.js';
import type { BlockCode, HeaderList, Initiator, PageRequest, WireResponse } from './exchange.js';
import { byteLowercase, contains, isHeaderName, isHeaderValue, isToken, normalizeValue } from './header-list.js';
import { isCorsSafelistedMethod, isForbiddenMethod, normalizeMethod } from './method.js';
import { originProblem, parseUrl } from './origin.js';
import type { Rules } from './rules.js';
import { isNoCorsSafelistedRequestHeaderName } from './safelist.js';

/** A request of the Fetch standard, as far as CORS looks at it. https://fetch.spec.whatwg.org/#concept-request */
export interface FetchRequest {
  readonly initiator: Initiator;
  /** The page's origin, serialised. */
  readonly origin: string;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
  readonly bodyKind: PageRequest['bodyKind'] | undefined;
  /** The body is a stream: it has no source to send again from. */
  readonly streaming: boolean;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly cache: NonNullable<PageRequest['cache']>;
  /** `fetch()` and XHR can make requests that need a preflight; elements can't. */
  readonly unsafeRequest: boolean;
  readonly useCorsPreflight: boolean;
  /** Every URL so far; the last is the current one. */
  readonly urls: readonly [URL, ...URL[]];
  /** A hop has led from an origin that is not the page's to yet another. */
  readonly redirectTainted: boolean;
  readonly tainting: 'basic' | 'cors' | 'opaque';
  /** The hop before, with the answer that led here. */
  readonly redirectedFrom: { readonly request: FetchRequest; readonly response: WireResponse } | undefined;
  /** Names that the page set and may not set. */
  readonly refused: readonly string[];
  /** Method and headers before any redirect changed them; `bodyType` is the Content-Type that is the body's own. */
  readonly original: { readonly method: string; readonly headers: HeaderList; readonly bodyType: string | undefined };
  /** What a preflight has to ask for, where a redirect has settled it apart from the headers. */
  readonly unsafeNames: readonly string[] | undefined;
  /** The names that this hop's preflight has to ask for (or the last one's did), or undefined where it needs none. */
  readonly preflighted: readonly string[] | undefined;
}

/** Why something was refused; `simulate` makes a Block of it. */
export interface Failure {
  readonly code: BlockCode;
  readonly parameter?: string | undefined;
}

/** A page's request that is none: why `fetch()`, `open()` or `setRequestHeader()` throws. */
export interface Unmade extends Failure {
  /** Names that the page had set before, and may not set. */
  readonly refused?: readonly string[];
}

export const currentUrl = (request: FetchRequest): URL => request.urls.at(-1) as URL;

const METHODS_WITHOUT_BODY = ['GET', 'HEAD'];

/**
 * What `new Request()` (or the element, or XHR) makes of a page's request: a request, or why it throws.
 * https://fetch.spec.whatwg.org/#dom-request
 * @throws ProtocolError where the URL or the origin is none.
 */
export function createRequest(page: PageRequest, rules: Rules): FetchRequest | Unmade {
  const given = parseUrl(page.url);
  if (!given) throw new ProtocolError('invalid-url', `Not an absolute URL: ${page.url}`, page.url);
  const originIssue = originProblem(page.origin);
  if (originIssue) throw new ProtocolError('invalid-origin', `${originIssue.message} (${page.origin})`, page.origin);

  const initiator = page.initiator ?? 'fetch';
  const mode = page.mode ?? 'cors';
  const method = page.method ?? 'GET';
  const url = includesCredentials(given)
    ? rules.urlWithCredentials(given, { initiator, mode, origin: page.origin })
    : given;
  if (!(url instanceof URL)) return url;
  if (page.cache === 'only-if-cached' && mode !== 'same-origin') return { code: 'DisallowedByMode' };
  if (!isToken(method) || isForbiddenMethod(method)) return { code: 'InvalidMethod', parameter: method };
  const normalized = normalizeMethod(method);
  if (mode === 'no-cors' && !isCorsSafelistedMethod(normalized)) return { code: 'InvalidMethod', parameter: method };

  const headerLines = (page.headers ?? []).map(([name, value]) => [name, normalizeValue(value)] as const);
  const isRefused = ([name, value]: readonly [string, string]) => rules.isForbiddenRequestHeader(name, value);
  const refusedOf = (lines: HeaderList) => lines.filter(isRefused).map(([name]) => name);
  const refused = refusedOf(headerLines);
  const invalid = headerLines.findIndex(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  if (invalid >= 0)
    return {
      code: 'InvalidHeader',
      parameter: headerLines[invalid]?.[0],
      refused: refusedOf(headerLines.slice(0, invalid)),
    };
  const permitted = refused.length === 0 ? headerLines : headerLines.filter((line) => !isRefused(line));
  const allowed = mode === 'no-cors' ? noCorsHeaders(permitted, rules) : permitted;

  const bodyless = METHODS_WITHOUT_BODY.includes(normalized);
  const givenBody = page.body ?? null;
  if (givenBody !== null && bodyless && initiator === 'fetch') return { code: 'BodyNotAllowed', parameter: method };
  const body = bodyless ? null : givenBody;
  const uploads = body !== null || rules.preflightsEmptyUploads;
  const isStream = body !== null && page.duplex === 'half';
  if (isStream && rules.streamedBody === 'refused') return { code: 'BodyNotAllowed' };
  const streaming = isStream && rules.streamedBody === 'sent';
  if (streaming && mode === 'no-cors') return { code: 'DisallowedByMode' };
  const isXhrText = initiator === 'xhr' && typeof body === 'string';
  const lines = rules.fillHeaders(allowed, initiator);
  // XHR sends text as UTF-8, and corrects a Content-Type that says otherwise.
  const corrected = (hop: 'first' | 'later'): HeaderList =>
    lines.map(([name, value]) =>
      byteLowercase(name) === 'content-type'
        ? [name, rules.xhrTextType(value, { hop, bodyType: page.bodyType })]
        : [name, value],
    );
  const headers = isXhrText ? corrected('first') : lines;
  const givenType = page.bodyType ?? (typeof body === 'string' ? 'text/plain;charset=UTF-8' : '');
  const isKept = mode !== 'no-cors' || rules.isBodyTypeKept(givenType);
  const brings = body !== null && !streaming && givenType !== '' && isKept && !contains(headers, 'content-type');
  const bodyType = brings ? givenType : undefined;

  const typed = bodyType === undefined ? [] : [['Content-Type', bodyType] as const];
  const filled: HeaderList = [...headers, ...typed];
  return {
    initiator,
    origin: page.origin,
    method: normalized,
    headers: filled,
    body,
    bodyKind: page.bodyKind,
    streaming,
    mode: rules.modeOf({ mode, initiator, streaming }),
    credentials: page.credentials ?? 'same-origin',
    redirect: page.redirect ?? 'follow',
    cache: rules.cacheMode(page.cache ?? 'default', filled, initiator),
    unsafeRequest: initiator === 'fetch' || initiator === 'xhr',
    useCorsPreflight: (initiator === 'xhr' && page.uploadListener === true && uploads) || streaming,
    urls: [url],
    redirectTainted: false,
    tainting: 'basic',
    redirectedFrom: undefined,
    refused,
    original: { method: normalized, headers: isXhrText ? [...corrected('later'), ...typed] : filled, bodyType },
    unsafeNames: undefined,
    preflighted: undefined,
  };
}

/** Each line that is safe together with those of its name before it. https://fetch.spec.whatwg.org/#concept-headers-append */
function noCorsHeaders(headers: HeaderList, rules: Rules): HeaderList {
  const values = new Map<string, string>();
  return headers.filter(([name, value]) => {
    const key = byteLowercase(name);
    const before = values.get(key);
    const together = before === undefined ? value : `${before}, ${value}`;
    if (!isNoCorsSafelistedRequestHeaderName(name) || !rules.isSafelisted(name, together)) return false;
    values.set(key, together);
    return true;
  });
}

export const isUnmade = (value: FetchRequest | Unmade): value is Unmade => 'code' in value;

/** A user or a password, or both. https://url.spec.whatwg.org/#include-credentials */
export const includesCredentials = (url: URL): boolean => url.username !== '' || url.password !== '';

/** The same URL where it has none. */
export function withoutCredentials(url: URL): URL {
  if (!includesCredentials(url)) return url;
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

/** Lines of one name joined into one, in the place of the first: what engines keep, unlike the standard. */
export function combineLines(headers: HeaderList): HeaderList {
  const combined = new Map<string, readonly [string, string]>();
  for (const [name, value] of headers) {
    const key = byteLowercase(name);
    const before = combined.get(key);
    combined.set(key, before ? [before[0], `${before[1]}, ${value}`] : [name, value]);
  }
  return [...combined.values()].map(([name, value]) => [name, normalizeValue(value)]);
}
