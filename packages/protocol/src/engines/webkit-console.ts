import { serializeRequestOrigin } from '../cors-check.js';
import type { Initiator } from '../exchange.js';
import type { Blocked } from '../fetch.js';
import { get } from '../header-list.js';
import { parseUrl } from '../origin.js';
import { currentUrl, withoutCredentials } from '../request.js';
import type { ConsoleRules } from '../rules.js';

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
      return `redirection URL ${location} has credentials`;
    case 'RedirectDisallowedScheme':
    case 'RedirectInvalidLocation':
      return 'not allowed to follow a cross-origin CORS redirection with non CORS scheme';
    case 'RedirectDisallowedByMode':
      return `Not allowed to follow a redirection while loading ${currentUrl(request).href}`;
    case 'RedirectLimit':
      return 'Load cannot follow more than 20 redirections';
    case 'NetworkFailure':
      // Only a preflight's failure is told; the words are those of a connection that was closed without an answer.
      return stage === 'preflight' ? 'Connection terminated unexpectedly' : undefined;
    default:
      return undefined;
  }
}

/** A URL in a message does not show its user and password. */
const shown = (url: URL): string => withoutCredentials(url).href;

/** What stands before the reason where it keeps a redirect from being followed. */
function redirectionTo({ stage, failure, location }: Blocked): string {
  if (
    stage !== 'redirect' ||
    !location ||
    failure.code === 'RedirectDisallowedByMode' ||
    failure.code === 'RedirectLimit'
  )
    return '';
  const url = parseUrl(location);
  return `Cross-origin redirection to ${url ? shown(url) : location} denied by Cross-Origin Resource Sharing policy: `;
}

/** The second line, which names what could not be loaded. */
function cannotLoad(initiator: Initiator, url: string): readonly string[] {
  switch (initiator) {
    case 'script':
      return ['Cross-origin script load denied by Cross-Origin Resource Sharing policy.'];
    case 'module':
    case 'font':
      return [];
    case 'image':
      return [`Cannot load image ${url} due to access control checks.`];
    default:
      return [`${API[initiator]} cannot load ${url} due to access control checks.`];
  }
}

const API = { fetch: 'Fetch API', xhr: 'XMLHttpRequest', eventsource: 'EventSource' } as const;

/** Of a URL that no page may load, elements are told otherwise than scripts. */
function disallowedScheme({ request, failure }: Blocked, url: string): readonly string[] {
  const { initiator } = request;
  if (initiator in API) return ['Cross origin requests are only supported for HTTP.', ...cannotLoad(initiator, url)];
  if (failure.parameter === 'ftp') return ['FTP URLs are disabled', ...cannotLoad(initiator, url)];
  return failure.parameter === 'file' || failure.parameter === 'blob'
    ? [`Not allowed to load local resource: ${url}`]
    : [];
}

export const webkitConsole: ConsoleRules = {
  blocked(blocked) {
    const { failure, request, location = '' } = blocked;
    const { initiator } = request;
    // An image is known by its first URL.
    const url = initiator === 'image' && request.mode === 'cors' ? shown(request.urls[0]) : currentUrl(request).href;
    if (failure.code === 'DisallowedByMode')
      return request.urls.length === 1
        ? [`Fetch API cannot load ${url}.`]
        : [
            `Unsafe attempt to load URL ${url} from origin ${request.origin}. Domains, protocols and ports must match.`,
            ...cannotLoad(initiator, url),
          ];
    if (failure.code === 'DisallowedScheme') return disallowedScheme(blocked, url);
    if (failure.code === 'RedirectDisallowedScheme' && location.startsWith('ftp:'))
      return ['FTP URLs are disabled', ...cannotLoad(initiator, shown(request.urls[0]))];
    if (failure.code === 'RedirectModeNotAllowed')
      return [
        'No-Cors mode requires follow redirect mode',
        'Not allowed to request resource',
        ...cannotLoad(initiator, url),
      ];
    if (failure.code === 'RedirectDisallowedScheme' && location.startsWith('file:') && request.tainting !== 'cors')
      return [`Not allowed to load local resource: ${location}`, ...cannotLoad(initiator, url)];
    if (failure.code === 'RedirectDisallowedScheme' && request.mode === 'no-cors')
      return /^(about|data):/.test(location)
        ? []
        : ['Redirection to URL with a scheme that is not HTTP(S)', ...cannotLoad(initiator, url)];
    if (request.tainting === 'opaque')
      return failure.code === 'RedirectLimit' ? [`${reason(blocked)}`, ...cannotLoad(initiator, url)] : [];
    if (failure.code === 'RedirectInvalidLocation' && (location === '' || request.tainting === 'basic')) return [];
    const why = reason(blocked);
    return why === undefined ? [] : [`${redirectionTo(blocked)}${why}`, ...cannotLoad(initiator, url)];
  },
  forbiddenHeader: (name) => [`Refused to set unsafe header "${name}"`],
  preflightPassed: () => [],
};
