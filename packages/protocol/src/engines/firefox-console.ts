import type { WireResponse } from '../exchange.js';
import { contains, getLines, isToken, splitOnCommas, utf8Decode } from '../header-list.js';
import { isRedirectStatus } from '../preflight-check.js';
import type { ConsoleRules } from '../rules.js';
import type { Blocked } from '../step.js';
import { readUrl, type Url } from '../url.js';
import { firefoxCorsCheck } from './firefox-cors-check.js';
import { type FirefoxSchemes, isClosed, isNamed } from './firefox-schemes.js';

const blockedText = (url: string, reason: string, status = '') =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${reason}).${status && ` Status code: ${status}.`}`;

const didNotSucceed = (url: string) => blockedText(url, 'CORS request did not succeed', '(null)');

/** The first element of a list header that is no token. */
function invalidToken(response: WireResponse | undefined, name: string): string {
  const elements = getLines(response?.headers ?? [], name).flatMap(splitOnCommas);
  return utf8Decode(elements.find((element) => !isToken(element)) ?? '');
}

function primary({ failure, request, response }: Blocked): string | undefined {
  const url = request.url.href;
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
    case 'InvalidResponse':
    case 'RedirectContainsCredentials':
    case 'RedirectLimit':
    case 'RedirectInvalidLocation':
      return didNotSucceed(url);
    default:
      return undefined;
  }
}

/** What is said of a URL that is neither http nor https, by itself or as the place that a redirect leads to. */
function notHttp({ request, location }: Blocked, followsBlobs: boolean): readonly string[] {
  const url = (location === undefined ? undefined : readUrl(location)) ?? request.url;
  const isSpokenOf =
    location === undefined
      ? !isClosed(url) && request.init.initiator !== 'eventsource'
      : isNamed(request, url, followsBlobs);
  return isSpokenOf && request.init.mode === 'cors' ? [blockedText(url.href, 'CORS request not http')] : [];
}

const resourcePolicy = (url: string): string =>
  `The resource at “${url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#`;

/**
 * A preflight's redirect is reported separately. Then its response is checked once more, with the origin that would have been
 * sent to the new URL.
 */
function redirectedPreflight(blocked: Blocked): readonly string[] {
  const { request, response, failure } = blocked;
  const here = request.url;
  const there = readUrl(failure.parameter ?? '') ?? here;
  const isHome = (url: Url) => url.origin === request.init.origin;
  const origin = !isHome(here) && there.origin !== here.origin ? 'null' : request.init.origin;
  const refused =
    response && !(isHome(here) && isHome(there)) ? firefoxCorsCheck(request, response, origin) : undefined;
  const second = primary({ ...blocked, failure: refused ?? { code: 'PreflightInvalidStatus' } }) ?? '';
  return [blockedText(here.href, 'CORS request external redirect not allowed'), second, didNotSucceed(here.href)];
}

function preflightFailed(blocked: Blocked, message: string): readonly string[] {
  const { request, response, failure } = blocked;
  const { href, origin } = request.url;
  // A preflight to the page's own origin prints no message of its own about a lost connection.
  if (failure.code === 'NetworkFailure' && origin === request.init.origin) return [message];
  const isRedirect = isRedirectStatus(response?.status ?? 0) && contains(response?.headers ?? [], 'location');
  return isRedirect && request.init.redirect === 'follow'
    ? [message, didNotSucceed(href), didNotSucceed(href)]
    : [message, didNotSucceed(href)];
}

export const firefoxConsole = ({ followsBlobs }: FirefoxSchemes): ConsoleRules => ({
  blocked(blocked) {
    const { failure, stage, request } = blocked;
    const url = request.url.href;
    // A user and password in a Location count as a failure of CORS at the origin that sends it, whichever that is.
    const isCors =
      request.tainting === 'cors' || (failure.code === 'RedirectContainsCredentials' && request.init.mode === 'cors');
    if (failure.code === 'DisallowedScheme') return notHttp(blocked, followsBlobs);
    if (failure.code === 'RedirectDisallowedScheme')
      return isCors ? [...notHttp(blocked, followsBlobs), didNotSucceed(url)] : notHttp(blocked, followsBlobs);
    if (failure.code === 'PreflightDisallowedRedirect') return redirectedPreflight(blocked);
    // Nothing is said of a URL that the page itself requests.
    if (failure.code === 'BlockedPort')
      return stage === 'redirect' && request.init.mode === 'cors' ? [didNotSucceed(url)] : [];
    if (failure.code === 'CrossOriginResourcePolicy') return [resourcePolicy(url)];
    const message = isCors ? primary(blocked) : undefined;
    if (message === undefined) return [];
    if (stage === 'preflight') return preflightFailed(blocked, message);
    const followed = stage === 'redirect' && request.init.redirect === 'follow';
    return followed && !message.includes('did not succeed') ? [message, didNotSucceed(url)] : [message];
  },
  forbiddenHeader: (name) => [`Attempt to set a forbidden header was denied: ${name}`],
  requested: () => [],
  preflightPassed({ request, names, headers = [] }) {
    const uncovered = names.includes('authorization') && headers.includes('*') && !headers.includes('authorization');
    if (!uncovered) return [];
    return [
      `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${request.url.href} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`,
    ];
  },
});
