import type { WireResponse } from '../exchange.js';
import type { Blocked } from '../fetch.js';
import { contains, getLines, isToken, splitOnCommas, utf8Decode } from '../header-list.js';
import { allowedHeaders, isRedirectStatus } from '../preflight-check.js';
import { currentUrl } from '../request.js';
import type { ConsoleRules } from '../rules.js';
import { isClosed, isClosedToRedirects } from './firefox-schemes.js';

const blockedText = (url: string, reason: string, status = '') =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${reason}).${status && ` Status code: ${status}.`}`;

const didNotSucceed = (url: string) => blockedText(url, 'CORS request did not succeed', '(null)');

/** The first element of a list header that is no token. */
function invalidToken(response: WireResponse | undefined, name: string): string {
  const elements = getLines(response?.headers ?? [], name).flatMap(splitOnCommas);
  return utf8Decode(elements.find((element) => !isToken(element)) ?? '');
}

function primary({ failure, request, response }: Blocked): string | undefined {
  const url = currentUrl(request).href;
  const parameter = utf8Decode(failure.parameter ?? '');
  const status = String(response?.status ?? '(null)');
  switch (failure.code) {
    case 'MissingAllowOriginHeader':
      return blockedText(url, 'CORS header ‘Access-Control-Allow-Origin’ missing', status);
    case 'AllowOriginMismatch':
      return blockedText(url, `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${parameter}’`);
    case 'MultipleAllowOriginValues':
      return blockedText(url, 'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed');
    case 'WildcardOriginNotAllowed':
      return blockedText(
        `‘${url}’`,
        'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’',
      );
    case 'InvalidAllowCredentials':
      return blockedText(url, 'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’');
    case 'PreflightInvalidStatus':
      return blockedText(url, 'CORS preflight response did not succeed', status);
    case 'MethodDisallowedByPreflightResponse':
      return blockedText(url, 'Did not find method in CORS header ‘Access-Control-Allow-Methods’');
    case 'HeaderDisallowedByPreflightResponse':
      return blockedText(
        url,
        `header ‘${parameter}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response`,
      );
    case 'InvalidAllowMethodsPreflightResponse':
      return blockedText(
        url,
        `invalid token ‘${invalidToken(response, 'access-control-allow-methods')}’ in CORS header ‘Access-Control-Allow-Methods’`,
      );
    case 'InvalidAllowHeadersPreflightResponse':
      return blockedText(
        url,
        `invalid token ‘${invalidToken(response, 'access-control-allow-headers')}’ in CORS header ‘Access-Control-Allow-Headers’`,
      );
    case 'NetworkFailure':
    case 'RedirectContainsCredentials':
    case 'RedirectLimit':
    case 'RedirectInvalidLocation':
      return didNotSucceed(url);
    default:
      return undefined;
  }
}

/** What is said of a URL that is neither http nor https, by itself or as the place that a redirect leads to. */
function notHttp({ request, location }: Blocked): readonly string[] {
  const { href, protocol } = location === undefined ? currentUrl(request) : new URL(location);
  const closed = location === undefined ? isClosed : isClosedToRedirects;
  const isEventSource = request.initiator === 'eventsource' && location === undefined;
  const isSilent = request.mode !== 'cors' || isEventSource || closed(protocol.slice(0, -1));
  return isSilent ? [] : [blockedText(href, 'CORS request not http')];
}

export const firefoxConsole: ConsoleRules = {
  blocked(blocked) {
    const { failure, stage, request, response } = blocked;
    const url = currentUrl(request).href;
    // A user and password in a Location count as a failure of CORS at the origin that sends it, whichever that is.
    const isCors =
      request.tainting === 'cors' || (failure.code === 'RedirectContainsCredentials' && request.mode === 'cors');
    if (failure.code === 'DisallowedScheme') return notHttp(blocked);
    if (failure.code === 'RedirectDisallowedScheme')
      return isCors ? [...notHttp(blocked), didNotSucceed(url)] : notHttp(blocked);
    const message = isCors ? primary(blocked) : undefined;
    if (message === undefined) return [];
    if (stage === 'preflight') {
      const isRedirect = isRedirectStatus(response?.status ?? 0) && contains(response?.headers ?? [], 'location');
      // A redirect is reported by itself, before what the preflight is refused for.
      if (failure.code === 'PreflightInvalidStatus' && isRedirect)
        return [blockedText(url, 'CORS request external redirect not allowed'), message, didNotSucceed(url)];
      return isRedirect ? [message, didNotSucceed(url), didNotSucceed(url)] : [message, didNotSucceed(url)];
    }
    const followed = stage === 'redirect' && request.redirect === 'follow';
    return followed && !message.includes('did not succeed') ? [message, didNotSucceed(url)] : [message];
  },
  forbiddenHeader: () => [],
  preflightPassed({ request, names, response }) {
    const allowed = allowedHeaders(response) ?? [];
    const uncovered = names.includes('authorization') && allowed.includes('*') && !allowed.includes('authorization');
    if (!uncovered) return [];
    return [
      `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${currentUrl(request).href} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`,
    ];
  },
};
