import { isAscii } from '../byte-case.js';
import type { HeaderList, Initiator } from '../exchange.js';
import type { FetchInit, FetchRequest } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { utf8Decode, utf8Encode } from '../header-list.js';
import { accessCheck, listsCheck, methodCheck, statusCheck } from '../preflight-check.js';
import { combineLines } from '../request.js';
import type { Rules } from '../rules.js';
import { withoutCredentials } from '../url.js';
import { defineEngine } from './engine.js';
import { standard } from './standard.js';
import { webkitConsole } from './webkit-console.js';
import { withWebkitCharset } from './webkit-content-type.js';
import { webkitCorsCheck } from './webkit-cors-check.js';
import { corsPreflightNames, webkitHeadersCheck } from './webkit-preflight.js';
import { preflightCache } from './webkit-preflight-cache.js';
import { lateRedirectFailure, redirectTarget, webkitRedirected, webkitRedirectFailure } from './webkit-redirect.js';

/** Header values are UTF-8 on their way out and in; most are ASCII, and as they were. */
const mapValues = (headers: HeaderList, change: (value: string) => string): HeaderList =>
  headers.every(isAsciiLine) ? headers : headers.map((line) => (isAsciiLine(line) ? line : [line[0], change(line[1])]));

const isAsciiLine = ([, value]: HeaderList[number]): boolean => isAscii(value);

/** What is no UTF-8 becomes U+FFFD. */
const utf8Again = (value: string): string => utf8Encode(utf8Decode(value));

/** Elements with a crossorigin attribute name the page's origin to itself too. */
const ELEMENTS: readonly Initiator[] = ['image', 'module', 'script'];

/** Once named, the origin stays on later hops to the same place, also of a GET that a redirect made. */
const sendsOrigin = (request: FetchRequest): boolean =>
  standard.sendsOrigin(request) ||
  (request.init.mode === 'cors' && ELEMENTS.includes(request.init.initiator)) ||
  (request.redirectedFrom !== undefined &&
    request.redirectedFrom.request.url.origin === request.url.origin &&
    sendsOrigin(request.redirectedFrom.request));

/** Fonts are loaded without a look at CORS. */
const modeOf = ({ mode, initiator }: Pick<FetchInit, 'mode' | 'initiator'>): FetchInit['mode'] =>
  initiator === 'font' ? 'no-cors' : mode;

const rules: Rules = {
  ...standard,
  name: 'webkit',
  fillHeaders: (headers) => mapValues(combineLines(headers), utf8Encode),
  isBodyTypeKept: () => true,
  xhrTextType: withWebkitCharset,
  // WebKit sends the request anyway.
  cacheMode: (mode, headers, initiator) =>
    mode === 'only-if-cached' ? 'default' : standard.cacheMode(mode, headers, initiator),
  // Removed where the request is one for CORS.
  urlWithCredentials(url, { initiator, origin, mode }) {
    if (initiator === 'fetch') return { code: 'UrlContainsCredentials' };
    return url.origin === origin || modeOf({ mode, initiator }) === 'no-cors' ? url : withoutCredentials(url);
  },
  // A User-Agent that the page sets.
  preflightHeaders: ({ headers }) => headers.filter(([name]) => lowercaseName(name) === 'user-agent'),
  streamedBody: 'refused',
  loadsDataUrl: (initiator) => initiator !== 'eventsource',
  modeOf,
  preflightsCarryCacheMode: false,
  corsPreflightNames,
  sendsOrigin,
  corsCheck: webkitCorsCheck,
  preflightChecks: [statusCheck, accessCheck, listsCheck],
  permissionChecks: [methodCheck, webkitHeadersCheck],
  preflightCache,
  redirectTarget,
  redirectChecksBefore: (_request, target) =>
    target.kind === 'to' && target.url.protocol === 'ftp:'
      ? { code: 'RedirectDisallowedScheme', parameter: target.url.href }
      : undefined,
  redirectFailure: webkitRedirectFailure,
  lateRedirectFailure,
  redirected: webkitRedirected,
  receivedHeaders: (_status, headers) => mapValues(headers, utf8Again),
  console: webkitConsole,
};

/** WebKitGTK. */
export const webkit = defineEngine({ tested: ['2.50'], traits: {}, changes: [], rules: () => rules });
