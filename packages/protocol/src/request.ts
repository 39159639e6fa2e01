import { ProtocolError } from './error.js';
import type { HeaderList, PageRequest } from './exchange.js';
import type { Failure } from './failure.js';
import type { FetchRequest } from './fetch-request.js';
import { lowercaseName } from './field-name.js';
import { contains, isHeaderName, isHeaderValue, isToken, normalizeValue } from './header-list.js';
import { isCorsSafelistedMethod, isForbiddenMethod, normalizeMethod } from './method.js';
import type { Rules } from './rules.js';
import { isNoCorsSafelistedRequestHeaderName } from './safelist.js';
import { problemOfOrigin, readUrl } from './url.js';

/** A page's request that is none: why `fetch()`, `open()` or `setRequestHeader()` throws. */
export interface Unmade extends Failure {
  /** Names that the page had set before, and may not set. */
  readonly refused?: readonly string[];
}

const METHODS_WITHOUT_BODY = ['GET', 'HEAD'];
/** Most methods need no second look. */
const COMMON_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * What `new Request()` (or the element, or XHR) makes of a page's request: a request, or why it throws.
 * https://fetch.spec.whatwg.org/#dom-request
 * @throws ProtocolError where the URL or the origin is none.
 */
export function createRequest(page: PageRequest, rules: Rules): FetchRequest | Unmade {
  const given = readUrl(page.url);
  if (!given) throw new ProtocolError('invalid-url', `Not an absolute URL: ${page.url}`, page.url);
  const originIssue = problemOfOrigin(page.origin);
  if (originIssue) throw new ProtocolError('invalid-origin', `${originIssue.message} (${page.origin})`, page.origin);

  const initiator = page.initiator ?? 'fetch';
  const mode = page.mode ?? 'cors';
  const method = page.method ?? 'GET';
  const url = given.includesCredentials
    ? rules.urlWithCredentials(given, { initiator, mode, origin: page.origin })
    : given;
  if ('code' in url) return url;
  if (page.cache === 'only-if-cached' && mode !== 'same-origin') return { code: 'DisallowedByMode' };
  const normalized = COMMON_METHODS.includes(method) ? method : methodOf(method);
  if (normalized === undefined) return { code: 'InvalidMethod', parameter: method };
  const isTooMuch = mode === 'no-cors' && !isCorsSafelistedMethod(normalized);
  if (isTooMuch && !rules.readsHeadersFirst) return { code: 'InvalidMethod', parameter: method };

  const set = headersOf(page, rules);
  if ('code' in set) return set;
  if (isTooMuch) return { code: 'InvalidMethod', parameter: method };
  const { permitted, refused } = set;
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
  const lines = rules.fillHeaders(allowed, initiator);
  const isTyped = contains(lines, 'content-type');
  // XHR sends text as UTF-8, and corrects a Content-Type that says otherwise.
  const isCorrected = isTyped && initiator === 'xhr' && typeof body === 'string';
  const linesOf = (hop: 'first' | 'later'): HeaderList =>
    isCorrected ? mapType(lines, (type) => rules.xhrTextType(type, { hop, bodyType: page.bodyType })) : lines;
  const givenType = page.bodyType ?? (typeof body === 'string' ? 'text/plain;charset=UTF-8' : '');
  const keepsType = mode !== 'no-cors' || rules.isBodyTypeKept(givenType);
  const bodyType = body !== null && !streaming && givenType !== '' && keepsType && !isTyped ? givenType : undefined;

  const headers = bodyType === undefined ? linesOf('first') : [...lines, ['Content-Type', bodyType] as const];
  return {
    init: {
      initiator,
      origin: page.origin,
      bodyKind: page.bodyKind,
      mode: rules.modeOf({ mode, initiator, streaming }),
      credentials: page.credentials ?? 'same-origin',
      redirect: page.redirect ?? 'follow',
      embedderPolicy: page.embedderPolicy ?? 'unsafe-none',
      cache: rules.cacheMode(page.cache ?? 'default', headers, initiator),
      unsafeRequest: initiator === 'fetch' || initiator === 'xhr',
      useCorsPreflight: (initiator === 'xhr' && page.uploadListener === true && uploads) || streaming,
      refused,
      bodyType,
      url,
    },
    url,
    method: normalized,
    headers,
    body,
    streaming,
    redirectTainted: false,
    tainting: 'basic',
    redirects: 0,
    redirectedFrom: undefined,
    original: { method: normalized, headers: isCorrected ? linesOf('later') : headers },
    preflightAbout: undefined,
    preflighted: undefined,
  };
}

/** What a method becomes, or undefined where it is none or a page can't use it. */
const methodOf = (given: string): string | undefined =>
  isToken(given) && !isForbiddenMethod(given) ? normalizeMethod(given) : undefined;

/** The page's headers without those that it may not set. */
function headersOf(
  page: PageRequest,
  rules: Rules,
): Unmade | { readonly permitted: HeaderList; readonly refused: readonly string[] } {
  const permitted: (readonly [string, string])[] = [];
  const refused: string[] = [];
  for (const line of page.headers ?? []) {
    const [name, given] = line;
    const value = normalizeValue(given);
    if (!isHeaderName(name) || !isHeaderValue(value)) return { code: 'InvalidHeader', parameter: name, refused };
    if (rules.isForbiddenRequestHeader(name, value)) refused.push(name);
    else permitted.push(value === given ? line : [name, value]);
  }
  return { permitted, refused };
}

const mapType = (headers: HeaderList, typeOf: (type: string) => string): HeaderList =>
  headers.map(([name, value]) => [name, lowercaseName(name) === 'content-type' ? typeOf(value) : value]);

/** Each line that is safe together with those of its name before it. https://fetch.spec.whatwg.org/#concept-headers-append */
function noCorsHeaders(headers: HeaderList, rules: Rules): HeaderList {
  const values = new Map<string, string>();
  return headers.filter(([name, value]) => {
    const key = lowercaseName(name);
    const before = values.get(key);
    const together = before === undefined ? value : `${before}, ${value}`;
    if (!isNoCorsSafelistedRequestHeaderName(name) || !rules.isSafelisted(name, together)) return false;
    values.set(key, together);
    return true;
  });
}

export const isUnmade = (value: FetchRequest | Unmade): value is Unmade => 'code' in value;

/** Lines of one name joined into one, in the place of the first: what engines keep, unlike the standard. */
export function combineLines(headers: HeaderList): HeaderList {
  if (headers.length < 2) return headers;
  const combined = new Map<string, readonly [string, string]>();
  for (const line of headers) {
    const key = lowercaseName(line[0]);
    const before = combined.get(key);
    combined.set(key, before ? [before[0], `${before[1]}, ${line[1]}`] : line);
  }
  if (combined.size === headers.length) return headers;
  return [...combined.values()].map(([name, value]) => [name, normalizeValue(value)]);
}
