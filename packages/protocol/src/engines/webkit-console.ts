import { portOf } from '../bad-port.js';
import { serializeRequestOrigin } from '../cors-check.js';
import type { BlockCode, WireResponse } from '../exchange.js';
import type { FetchRequest } from '../fetch-request.js';
import { get } from '../header-list.js';
import type { ConsoleRules } from '../rules.js';
import type { Blocked } from '../step.js';
import { isHttp, readUrl, type Url, withoutCredentials } from '../url.js';
import { type SchemeWords, unsafeAttempt, wordsOfRedirectedScheme, wordsOfScheme } from './webkit-schemes.js';

function reason({ failure, stage, request, response, location = '' }: Blocked): string | undefined {
  const parameter = failure.parameter ?? '';
  const invalid = (name: string) => `Header ${name} has an invalid value: ${get(response?.headers ?? [], name) ?? ''}`;
  switch (failure.code) {
    case 'OriginNotAllowed':
      return `Origin ${serializeRequestOrigin(request)} is not allowed by Access-Control-Allow-Origin. Status code: ${response?.status}`;
    case 'MultipleAllowOriginValues':
      return 'Access-Control-Allow-Origin cannot contain more than one origin.';
    case 'WildcardOriginNotAllowed':
      return 'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.';
    case 'InvalidAllowCredentials':
      return 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".';
    case 'PreflightInvalidStatus':
      return `Preflight response is not successful. Status code: ${parameter}`;
    case 'MethodDisallowedByPreflightResponse':
      return `Method ${parameter} is not allowed by Access-Control-Allow-Methods.`;
    case 'HeaderDisallowedByPreflightResponse':
      return `Request header field ${parameter} is not allowed by Access-Control-Allow-Headers.`;
    case 'InvalidAllowMethodsPreflightResponse':
      return invalid('Access-Control-Allow-Methods');
    case 'InvalidAllowHeadersPreflightResponse':
      return invalid('Access-Control-Allow-Headers');
    case 'RedirectContainsCredentials':
      return `redirection URL ${writtenLocation(request, response, location)} has credentials`;
    case 'RedirectDisallowedScheme':
    case 'RedirectInvalidLocation':
      return 'not allowed to follow a cross-origin CORS redirection with non CORS scheme';
    case 'RedirectDisallowedByMode':
      return `Not allowed to follow a redirection while loading ${request.url.href}`;
    case 'CrossOriginResourcePolicy':
      return `Cancelled load to ${request.url.href} because it violates the resource's Cross-Origin-Resource-Policy response header.`;
    case 'RedirectLimit':
      return 'Load cannot follow more than 20 redirections';
    case 'NetworkFailure':
      // Only a preflight's failure is printed, in the words for a connection that was closed without a response.
      return stage === 'preflight' ? 'Connection terminated unexpectedly' : undefined;
    default:
      return undefined;
  }
}

/** A response's target, without the fragment that a URL inherits from the one before. */
const writtenLocation = (request: FetchRequest, response: WireResponse | undefined, location: string): string =>
  readUrl(get(response?.headers ?? [], 'location') ?? location, request.url)?.href ?? location;

/** A URL in a message does not show its user and password. */
const shown = (url: Url): string => withoutCredentials(url).href;

/** What stands before the reason where it keeps a redirect from being followed. */
function redirectionTo({ stage, failure, location }: Blocked): string {
  if (
    stage !== 'redirect' ||
    !location ||
    failure.code === 'RedirectDisallowedByMode' ||
    failure.code === 'RedirectLimit'
  )
    return '';
  const url = readUrl(location);
  return `Cross-origin redirection to ${url ? shown(url) : location} denied by Cross-Origin Resource Sharing policy: `;
}

/** The second line, which names what could not be loaded: an image by its first URL, as the memory cache knows it. */
function cannotLoad({ init }: FetchRequest, url: string): readonly string[] {
  switch (init.initiator) {
    case 'script':
      return ['Cross-origin script load denied by Cross-Origin Resource Sharing policy.'];
    case 'module':
    case 'font':
      return [];
    case 'image':
      return [
        `Cannot load image ${(init.mode === 'cors' ? withoutCredentials(init.url) : init.url).withoutFragment} due to access control checks.`,
      ];
    default:
      return [`${API[init.initiator]} cannot load ${url} due to access control checks.`];
  }
}

const API = { fetch: 'Fetch API', xhr: 'XMLHttpRequest', eventsource: 'EventSource' } as const;

/** What is said of a URL that is not HTTP's, or undefined where such a URL is not the reason. */
function schemeWords(blocked: Blocked): SchemeWords | undefined {
  const { failure, location = '' } = blocked;
  if (failure.code === 'DisallowedScheme') return wordsOfScheme(blocked);
  const target = failure.code === 'RedirectDisallowedScheme' ? readUrl(location) : undefined;
  return target && wordsOfRedirectedScheme(blocked, target);
}

/** A `data:` URL that holds nothing. */
const unreadable = ({ init: { initiator }, url }: FetchRequest): readonly string[] =>
  initiator === 'fetch' || initiator === 'xhr' ? [`${API[initiator]} cannot load ${url.href}.`] : [];

/** What is said of a request that goes without CORS too. */
const SAID_WITHOUT_CORS: readonly BlockCode[] = ['RedirectLimit', 'CrossOriginResourcePolicy'];

/** A preflight of a redirect fails as one that was blocked; all else names the port, and a fragment only after a redirect. */
function blockedPort(request: FetchRequest): readonly string[] {
  const { href, withoutFragment } = request.url;
  const isRedirected = request.redirects > 0;
  return isRedirected && request.preflighted
    ? ['CORS-preflight request was blocked', ...cannotLoad(request, href)]
    : [`Not allowed to use restricted network port ${portOf(request.url)}: ${isRedirected ? href : withoutFragment}`];
}

export const webkitConsole: ConsoleRules = {
  blocked(blocked) {
    const { failure, request, location = '' } = blocked;
    const current = request.url;
    // What has left home has lost its user and password.
    const url = request.tainting === 'cors' ? shown(current) : current.href;
    const words = schemeWords(blocked);
    if (words) return [...words.lines, ...(words.names === undefined ? [] : cannotLoad(request, words.names))];
    if (failure.code === 'DisallowedByMode')
      return request.redirects === 0
        ? [`Fetch API cannot load ${url}.`]
        : [unsafeAttempt(request, current), ...cannotLoad(request, url)];
    if (failure.code === 'RedirectModeNotAllowed')
      return [
        'No-Cors mode requires follow redirect mode',
        'Not allowed to request resource',
        ...cannotLoad(request, url),
      ];
    if (current.protocol === 'data:' && failure.code === 'NetworkFailure') return unreadable(request);
    if (failure.code === 'BlockedPort') return blockedPort(request);
    if (request.tainting === 'opaque' && !SAID_WITHOUT_CORS.includes(failure.code)) return [];
    if (failure.code === 'RedirectInvalidLocation' && (location === '' || request.tainting === 'basic')) return [];
    const why = reason(blocked);
    return why === undefined ? [] : [`${redirectionTo(blocked)}${why}`, ...cannotLoad(request, url)];
  },
  forbiddenHeader: (name) => [`Refused to set unsafe header "${name}"`],
  requested: ({ init: { initiator, bodyKind }, body, url }) =>
    initiator === 'xhr' && body !== null && bodyKind === 'blob' && !isHttp(url) ? [BLOB_IS_UNSUPPORTED] : [],
  preflightPassed: () => [],
};

const BLOB_IS_UNSUPPORTED = 'POST of a Blob to non-HTTP protocols in XMLHttpRequest.send() is currently unsupported.';
