import type { Initiator } from '../exchange.js';
import type { FetchRequest } from '../fetch-request.js';
import type { ConsoleRules } from '../rules.js';
import type { Blocked } from '../step.js';

/** What Chromium calls that which made the request. */
const KIND: Readonly<Record<Initiator, string>> = {
  fetch: 'fetch',
  xhr: 'XMLHttpRequest',
  font: 'font',
  script: 'script',
  image: 'image',
  module: 'script',
  eventsource: 'resource',
};

/** The sentence after `has been blocked by CORS policy: `, by code; undefined for what prints no such message. */
function reason({ failure, request: { init } }: Blocked): string | undefined {
  const parameter = escaped(failure.parameter ?? '');
  const advice = init.initiator === 'fetch' ? ' Have the server send the header with a valid value.' : '';
  const withCredentials =
    init.initiator === 'xhr'
      ? ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.'
      : '';
  switch (failure.code) {
    case 'MissingAllowOriginHeader':
      return `No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
    case 'AllowOriginMismatch':
      return `The 'Access-Control-Allow-Origin' header has a value '${parameter}' that is not equal to the supplied origin.${advice}`;
    case 'InvalidAllowOriginValue':
      return `The 'Access-Control-Allow-Origin' header contains the invalid value '${parameter}'.${advice}`;
    case 'MultipleAllowOriginValues':
      return `The 'Access-Control-Allow-Origin' header contains multiple values '${parameter}', but only one is allowed.${advice}`;
    case 'WildcardOriginNotAllowed':
      return `The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.${withCredentials}`;
    case 'InvalidAllowCredentials':
      return `The value of the 'Access-Control-Allow-Credentials' header in the response is '${parameter}' which must be 'true' when the request's credentials mode is 'include'.${withCredentials}`;
    case 'PreflightInvalidStatus':
      return 'It does not have HTTP ok status.';
    case 'PreflightDisallowedRedirect':
      return 'Redirect is not allowed for a preflight request.';
    case 'MethodDisallowedByPreflightResponse':
      return `Method ${parameter} is not allowed by Access-Control-Allow-Methods in preflight response.`;
    case 'HeaderDisallowedByPreflightResponse':
      return `Request header field ${parameter} is not allowed by Access-Control-Allow-Headers in preflight response.`;
    case 'InvalidAllowMethodsPreflightResponse':
      return 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.';
    case 'InvalidAllowHeadersPreflightResponse':
      return 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.';
    case 'RedirectContainsCredentials':
      // Chromium leaves the location out.
      return `Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`;
    default:
      return undefined;
  }
}

/** Codes whose reason is about the preflight response. */
const OF_THE_PREFLIGHT = [
  'MissingAllowOriginHeader',
  'AllowOriginMismatch',
  'InvalidAllowOriginValue',
  'MultipleAllowOriginValues',
  'WildcardOriginNotAllowed',
  'InvalidAllowCredentials',
  'PreflightInvalidStatus',
  'PreflightDisallowedRedirect',
];

/** Schemes that the browser serves itself, and keeps from pages without a word about CORS. */
const LOCAL_SCHEMES = ['about', 'blob', 'chrome', 'chrome-extension', 'data', 'file', 'filesystem'];

/** The sentence of every message about CORS. */
function accessTo(request: FetchRequest, url: string, why: string): string {
  const { initiator, origin, url: first } = request.init;
  const from = url === first.href ? '' : ` (redirected from '${first.href}')`;
  return `Access to ${KIND[initiator]} at '${url}'${from} from origin '${origin}' has been blocked by CORS policy: ${why}`;
}

/** A redirect out of mode same-origin. The page's own URL is not known: its origin stands for it. */
const unsafeAttempt = ({ init: { origin } }: FetchRequest, url: string): readonly string[] => [
  `Unsafe attempt to load URL ${url} from frame with URL ${origin}/. Domains, protocols and ports must match.\n`,
];

/** What is said of a URL that is neither http nor https. */
function disallowedScheme(request: FetchRequest, scheme: string, onlySupported: string): readonly string[] {
  const { initiator, mode } = request.init;
  const { href } = request.url;
  const isFetch = initiator === 'fetch';
  if (scheme === 'chrome-extension') return [];
  if (scheme === 'file' || (!isFetch && (scheme === 'blob' || scheme === 'chrome')))
    return [`Not allowed to load local resource: ${href}`];
  if (isFetch) return [`Fetch API cannot load ${href}. URL scheme "${scheme}" is not supported.`];
  if (scheme === 'ftp' && initiator === 'xhr') return ['FTP is not supported.'];
  return mode === 'cors' ? [accessTo(request, href, onlySupported)] : [];
}

/** What is not printable ASCII is printed as an escape. */
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);

/** `schemes` are those with which the browser says that CORS works. */
export function chromiumConsole(schemes: readonly string[]): ConsoleRules {
  const onlySupported = `Cross origin requests are only supported for protocol schemes: ${schemes.join(', ')}.`;
  return {
    blocked(blocked) {
      const { request, failure, stage, location } = blocked;
      const url = request.url.href;
      const { initiator, mode, origin } = request.init;
      if (failure.code === 'DisallowedByMode' && request.redirects > 0) return unsafeAttempt(request, url);
      if (failure.code === 'DisallowedByMode' && initiator === 'fetch')
        return [
          `Fetch API cannot load ${url}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${origin}.`,
        ];
      if (failure.code === 'RedirectModeNotAllowed')
        return [`Fetch API cannot load ${url}. Request mode is "no-cors" but the redirect mode is not "follow".`];
      if (failure.code === 'DisallowedScheme') return disallowedScheme(request, failure.parameter ?? '', onlySupported);
      if (failure.code === 'RedirectDisallowedScheme') {
        const to = location ?? '';
        const isLocal = LOCAL_SCHEMES.includes(to.slice(0, to.indexOf(':')));
        if (mode === 'same-origin' && !isLocal) return unsafeAttempt(request, to);
        return mode !== 'cors' || isLocal ? [] : [accessTo(request, to, onlySupported)];
      }
      const why = reason(blocked);
      if (why === undefined) return [];
      const preflight =
        stage === 'preflight' && OF_THE_PREFLIGHT.includes(failure.code)
          ? `Response to preflight request doesn't pass access control check: `
          : '';
      return [accessTo(request, url, `${preflight}${why}`)];
    },
    forbiddenHeader: (name) => [`Refused to set unsafe header "${name}"`],
    requested: () => [],
    preflightPassed: () => [],
  };
}
