import { serializeRequestOrigin } from '../cors-check.js';
import type { Blocked } from '../fetch.js';
import { get } from '../header-list.js';
import { parseUrl } from '../origin.js';
import { currentUrl } from '../request.js';
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
function withoutCredentials(location: string): string {
  const url = parseUrl(location);
  if (!url) return location;
  url.username = '';
  url.password = '';
  return url.href;
}

const STANDS_ALONE = ['RedirectDisallowedByMode', 'RedirectLimit'];

export const webkitConsole: ConsoleRules = {
  blocked(blocked) {
    const { failure, stage, request, location } = blocked;
    const url = currentUrl(request).href;
    if (failure.code === 'DisallowedByMode') return [`Fetch API cannot load ${url}.`];
    const why = reason(blocked);
    if (why === undefined) return [];
    const denied =
      stage === 'redirect' && location !== undefined && !STANDS_ALONE.includes(failure.code)
        ? `Cross-origin redirection to ${withoutCredentials(location)} denied by Cross-Origin Resource Sharing policy: `
        : '';
    const api = request.initiator === 'xhr' ? 'XMLHttpRequest' : 'Fetch API';
    return [`${denied}${why}`, `${api} cannot load ${url} due to access control checks.`];
  },
  forbiddenHeader: (name) => [`Refused to set unsafe header "${name}"`],
  preflightPassed: () => [],
};
