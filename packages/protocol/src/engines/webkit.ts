import type { HeaderList, Initiator } from '../exchange.js';
import { byteLowercase, utf8Decode, utf8Encode } from '../header-list.js';
import { accessCheck, listsCheck, methodCheck, statusCheck } from '../preflight-check.js';
import { combineLines, withoutCredentials } from '../request.js';
import type { Rules } from '../rules.js';
import { standard } from './standard.js';
import { webkitConsole } from './webkit-console.js';
import { withWebkitCharset } from './webkit-content-type.js';
import { webkitCorsCheck } from './webkit-cors-check.js';
import { corsPreflightNames, webkitHeadersCheck } from './webkit-preflight.js';
import { preflightCache } from './webkit-preflight-cache.js';
import { lateRedirectFailure, redirectTarget, webkitRedirected, webkitRedirectFailure } from './webkit-redirect.js';

/** Header values are UTF-8 on their way out and in; what is no UTF-8 becomes U+FFFD. */
const utf8Values = (headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => [name, utf8Encode(utf8Decode(value))]);

const ELEMENTS: readonly Initiator[] = ['image', 'module', 'script'];

/** WebKitGTK 2.50. */
export const webkit: Rules = {
  ...standard,
  name: 'webkit',
  fillHeaders: (headers) => combineLines(headers).map(([name, value]) => [name, utf8Encode(value)]),
  xhrTextType: withWebkitCharset,
  // WebKit asks the server all the same.
  cacheMode: (mode, headers, initiator) =>
    mode === 'only-if-cached' ? 'default' : standard.cacheMode(mode, headers, initiator),
  // Cut off where it would leave for another origin.
  urlWithCredentials(url, asker) {
    if (asker.initiator === 'fetch') return { code: 'UrlContainsCredentials' };
    return url.origin === asker.origin ? url : withoutCredentials(url);
  },
  // A User-Agent that the page sets.
  preflightHeaders: ({ headers }) => headers.filter(([name]) => byteLowercase(name) === 'user-agent'),
  streamedBody: 'refused',
  loadsDataUrl: (initiator) => initiator !== 'eventsource',
  // Fonts are loaded without a look at CORS.
  modeOf: ({ mode, initiator }) => (initiator === 'font' ? 'no-cors' : mode),
  preflightsCarryCacheMode: false,
  corsPreflightNames,
  // Elements with a crossorigin attribute name it to their own origin too.
  sendsOrigin: (request) =>
    // Once named, the origin stays on later hops, also of a GET that a redirect made.
    standard.sendsOrigin(request.tainting === 'basic' ? { ...request, method: request.original.method } : request) ||
    (request.mode === 'cors' && ELEMENTS.includes(request.initiator)),
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
  receivedHeaders: ({ headers }) => utf8Values(headers),
  console: webkitConsole,
};
