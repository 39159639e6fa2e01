import { serializeRequestOrigin } from '../cors-check.js';
import { processDataUrl } from '../data-url.js';
import type { HeaderList } from '../exchange.js';
import { isRepeated } from '../header-lines.js';
import { contains, getLines, remove } from '../header-list.js';
import { withUtf8Charset } from '../mime-type.js';
import { headersCheck, headersListCheck, methodCheck, methodsListCheck, statusCheck } from '../preflight-check.js';
import { combineLines } from '../request.js';
import { dataResponse, exposedHeaders } from '../response.js';
import type { Rules } from '../rules.js';
import { defineEngine } from './engine.js';
import { firefoxConsole } from './firefox-console.js';
import { firefoxCorsCheck } from './firefox-cors-check.js';
import { isCorrupt, receivedHeaders, sentHeaders } from './firefox-headers.js';
import { corsPreflightNames, firefoxAccessCheck, firefoxRedirectCheck, isSafelisted } from './firefox-preflight.js';
import { preflightCache } from './firefox-preflight-cache.js';
import { firefoxRedirected, firefoxRedirectFailure, redirectChecksBefore, redirectTarget } from './firefox-redirect.js';
import type { FirefoxSchemes } from './firefox-schemes.js';
import { isUnusableScript } from './firefox-script-type.js';
import { standard } from './standard.js';

/** Every charset that is named, in quotation marks or not. */
const replaceCharsets = (type: string): string => type.replace(/(;[\t ]*charset='?)[^;,']*/gi, '$1UTF-8');

/** A page at home reads the lines of Access-Control-Allow-Origin as one, like all others. */
function joinAllowOrigin(headers: HeaderList): HeaderList {
  const name = 'access-control-allow-origin';
  if (!isRepeated(headers, name)) return headers;
  const lines = getLines(headers, name);
  return [...remove(headers, name), [name, lines.filter((line) => line !== '').join(', ')]];
}

/** What differs from version to version. */
interface Traits extends FirefoxSchemes {
  /** Whether XHR with a Range loads a `data:` URL. */
  readonly rangesOfData: boolean;
  readonly readsHeadersFirst: boolean;
}

const rules = (traits: Traits): Rules => ({
  ...standard,
  name: 'firefox',
  isSafelisted,
  fillHeaders: (headers, initiator) => (initiator === 'xhr' ? combineLines(headers) : headers),
  // What the page set comes back with a redirect.
  xhrTextType: (type, { hop, bodyType }) =>
    hop === 'later' ? type : bodyType === undefined ? withUtf8Charset(type) : replaceCharsets(type),
  sentHeaders,
  streamedBody: 'taken-whole',
  readsHeadersFirst: traits.readsHeadersFirst,
  cacheMode: (mode, headers, initiator) => (initiator === 'xhr' ? mode : standard.cacheMode(mode, headers, initiator)),
  corsPreflightNames,
  // The preflight of a redirect still names the page.
  originOf: (request, kind) => (kind === 'preflight' ? request.init.origin : serializeRequestOrigin(request)),
  corsCheck: firefoxCorsCheck,
  preflightChecks: [firefoxAccessCheck, firefoxRedirectCheck, statusCheck],
  permissionChecks: [methodsListCheck, methodCheck, headersListCheck, headersCheck],
  preflightCache,
  redirectTarget,
  redirectChecksBefore: (request, target) => redirectChecksBefore(request, target, traits.followsBlobs),
  redirectFailure: firefoxRedirectFailure,
  redirected: firefoxRedirected,
  responseFailure(request, wireResponse, received) {
    // 101 is a response like others.
    if (wireResponse.status < 200 && wireResponse.status !== 101) return { code: 'NetworkFailure' };
    // Where all is kept as it came, no line speaks against another.
    if (wireResponse !== received && isCorrupt(wireResponse)) return { code: 'NetworkFailure' };
    const isUnusable = isUnusableScript(request, wireResponse) && redirectTarget(request, wireResponse).kind !== 'to';
    return isUnusable ? { code: 'InvalidResponse' } : undefined;
  },
  receivedHeaders,
  exposedHeaders: (request, headers) => exposedHeaders(request, joinAllowOrigin(headers)),
  dataResponse({ init, url, headers }) {
    if (!traits.rangesOfData && init.initiator === 'xhr' && contains(headers, 'range'))
      return { code: 'NetworkFailure' };
    const data = processDataUrl(url.href);
    if (!data) return { code: 'NetworkFailure' };
    const response = dataResponse(url, data);
    // White space is no part of a URL that holds base64.
    const shown = data.isBase64 ? { ...response, url: response.url.replaceAll(' ', '') } : response;
    if (init.initiator !== 'fetch') return shown;
    return { ...shown, headers: [['content-length', String(data.body.length)], ...shown.headers] };
  },
  console: firefoxConsole(traits),
});

/** Firefox, in its extended support releases. */
export const firefox = defineEngine<Traits>({
  tested: ['140', '153'],
  traits: { followsBlobs: true, rangesOfData: true, readsHeadersFirst: false },
  changes: [
    {
      id: 'blob-redirects',
      since: '153',
      what: "A redirect to a `blob:` URL of the redirecting origin (of the page's, for XHR) is checked for CORS before it fails; before, no redirect to a `blob:` URL was.",
      before: { followsBlobs: false },
    },
    {
      id: 'range-of-data',
      since: '153',
      what: 'XHR with a `Range` header loads a `data:` URL, the whole of it; before, it failed.',
      before: { rangesOfData: false },
    },
    {
      id: 'method-before-headers',
      since: '153',
      what: '`fetch()` refuses a method that `no-cors` does not allow before an invalid header; before, the header first.',
      before: { readsHeadersFirst: true },
    },
  ],
  rules,
});
