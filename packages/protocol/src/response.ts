import type { DataUrl } from './data-url.js';
import type { HeaderList, PageResponse, WireResponse } from './exchange.js';
import type { FetchRequest } from './fetch-request.js';
import { lowercaseName } from './field-name.js';
import { isForbiddenResponseHeaderName } from './forbidden.js';
import { extractNames } from './header-lines.js';
import { isHeaderName, normalizeValue } from './header-list.js';
import { memoized } from './memoized.js';
import type { Url } from './url.js';

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
export function exposedHeaders(request: FetchRequest, headers: HeaderList): HeaderList {
  if (request.tainting === 'basic') return sortAndCombine(headers);
  // https://fetch.spec.whatwg.org/#concept-main-fetch, step 14: the CORS-exposed header-name list.
  const listed = extractNames(headers, 'access-control-expose-headers') ?? [];
  if (listed.includes('*') && request.init.credentials !== 'include') return sortAndCombine(headers);
  return sortAndCombine(headers, (name) => SAFELISTED_RESPONSE_HEADERS.has(name) || listed.includes(name));
}

type Pair = readonly [name: string, value: string];

/** Lines of one name stay in their order. Of few each is put in its place in half the time. */
function sortByName(lines: Pair[]): void {
  if (lines.length > 20) lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  else
    lines.forEach((line, place) => {
      let at = place;
      for (let before = lines[at - 1]; before && before[0] > line[0]; before = lines[at - 1]) lines[at--] = before;
      lines[at] = line;
    });
}

/** Names that a page may read at home, by their lower case. */
const isReadable = memoized((name) => isHeaderName(name) && !isForbiddenResponseHeaderName(name));

/** https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine, of the headers that are exposed. */
function sortAndCombine(headers: HeaderList, isExposed?: (name: string) => boolean): HeaderList {
  const exposed: Pair[] = [];
  for (const line of headers) {
    const name = lowercaseName(line[0]);
    if ((!isExposed || isExposed(name)) && isReadable(name)) exposed.push([name, normalizeValue(line[1])]);
  }
  sortByName(exposed);
  if (!exposed.some((line, i) => line[0] === exposed[i + 1]?.[0])) return exposed;
  const combined: Pair[] = [];
  for (const line of exposed) {
    const last = combined.at(-1);
    if (last?.[0] === line[0]) combined[combined.length - 1] = [line[0], `${last[1]}, ${line[1]}`];
    else combined.push(line);
  }
  return combined;
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response */
export function filteredResponse(request: FetchRequest, response: WireResponse, headers: HeaderList): PageResponse {
  if (request.tainting === 'opaque') return { type: 'opaque', status: 0, url: '', redirected: false, headers: [] };
  return {
    type: request.tainting,
    status: response.status,
    url: request.url.withoutFragment,
    redirected: request.redirects > 0,
    headers,
  };
}

/** What `redirect: 'manual'` gives the page: nothing but the fact. */
export function opaqueRedirectResponse(request: FetchRequest): PageResponse {
  return { type: 'opaqueredirect', status: 0, url: request.init.url.href, redirected: false, headers: [] };
}

/** The response of a `data:` URL. https://fetch.spec.whatwg.org/#scheme-fetch */
export const dataResponse = ({ withoutFragment }: Url, { mimeType }: DataUrl): PageResponse => ({
  type: 'basic',
  status: 200,
  url: withoutFragment,
  redirected: false,
  headers: [['content-type', mimeType]],
});
