import type { HeaderList, PageResponse, WireResponse } from './exchange.js';
import { isForbiddenResponseHeaderName } from './forbidden.js';
import { byteLowercase, extractTokenList, isHeaderName, normalizeValue } from './header-list.js';
import { mimeEssence } from './mime-type.js';
import { currentUrl, type FetchRequest } from './request.js';

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const SAFELISTED_RESPONSE_HEADERS: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/** The headers that a page may read: sorted by name, lines of one name joined, as `Headers` iterates over them. */
export function exposedHeaders(request: FetchRequest, response: WireResponse): HeaderList {
  const readable = sortAndCombine(response.headers).filter(([name]) => !isForbiddenResponseHeaderName(name));
  if (request.tainting === 'basic') return readable;
  // https://fetch.spec.whatwg.org/#concept-main-fetch, step 13: the CORS-exposed header-name list.
  const listed = (extractTokenList(response.headers, 'access-control-expose-headers') ?? []).map(byteLowercase);
  if (listed.includes('*') && request.credentials !== 'include') return readable;
  return readable.filter(([name]) => SAFELISTED_RESPONSE_HEADERS.has(name) || listed.includes(name));
}

/** https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine */
export function sortAndCombine(headers: HeaderList): HeaderList {
  const combined = new Map<string, [string, string]>();
  for (const [name, value] of headers) {
    if (!isHeaderName(name)) continue;
    const key = byteLowercase(name);
    const before = combined.get(key);
    if (before) before[1] += `, ${normalizeValue(value)}`;
    else combined.set(key, [key, normalizeValue(value)]);
  }
  return [...combined.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response */
export function filteredResponse(request: FetchRequest, response: WireResponse, headers: HeaderList): PageResponse {
  if (request.tainting === 'opaque') return { type: 'opaque', status: 0, url: '', redirected: false, headers: [] };
  const { href, hash } = currentUrl(request);
  return {
    type: request.tainting,
    status: response.status,
    url: hash === '' ? href : href.slice(0, -hash.length),
    redirected: request.urls.length > 1,
    headers,
  };
}

/** What `redirect: 'manual'` gives the page: nothing but the fact. */
export function opaqueRedirectResponse(request: FetchRequest): PageResponse {
  return { type: 'opaqueredirect', status: 0, url: request.urls[0].href, redirected: false, headers: [] };
}

/** What a `data:` URL answers. https://fetch.spec.whatwg.org/#data-url-processor */
export function dataResponse(url: URL): PageResponse {
  const [given = ''] = url.href.slice('data:'.length).split(',', 1);
  const type = given.trim().replace(BASE64, '');
  const full = type.startsWith(';') ? `text/plain${type}` : type;
  const contentType = mimeEssence(full) ? full : 'text/plain;charset=US-ASCII';
  return { type: 'basic', status: 200, url: url.href, redirected: false, headers: [['content-type', contentType]] };
}

const BASE64 = /; *base64$/i;

/** How many bytes the body of a `data:` URL has. */
export function dataBodyLength({ pathname, search }: URL): number {
  const path = pathname + search;
  const comma = path.indexOf(',');
  const bytes = path
    .slice(comma + 1)
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (!BASE64.test(path.slice(0, Math.max(comma, 0)).trim())) return bytes.length;
  return Math.floor((bytes.replace(/[\t\n\f\r =]+/g, '').length * 3) / 4);
}
