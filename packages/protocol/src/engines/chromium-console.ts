import type { Initiator } from '../exchange.js';
import type { Blocked } from '../fetch.js';
import { currentUrl } from '../request.js';
import type { ConsoleRules } from '../rules.js';

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
function reason({ failure, request }: Blocked): string | undefined {
  const parameter = failure.parameter ?? '';
  const advice = request.initiator === 'fetch' ? ' Have the server send the header with a valid value.' : '';
  const withCredentials =
    request.initiator === 'xhr'
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

/** Codes whose reason is said of the preflight's answer. */
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

export const chromiumConsole: ConsoleRules = {
  blocked(blocked) {
    const { request, failure, stage } = blocked;
    const url = currentUrl(request).href;
    if (failure.code === 'DisallowedByMode')
      return [
        `Fetch API cannot load ${url}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${request.origin}.`,
      ];
    if (failure.code === 'RedirectModeNotAllowed')
      return [`Fetch API cannot load ${url}. Request mode is "no-cors" but the redirect mode is not "follow".`];
    if (failure.code === 'DisallowedScheme')
      return [`Fetch API cannot load ${url}. URL scheme "${failure.parameter}" is not supported.`];
    const why = reason(blocked);
    if (why === undefined) return [];
    const from = request.urls.length > 1 ? ` (redirected from '${request.urls[0].href}')` : '';
    const preflight =
      stage === 'preflight' && OF_THE_PREFLIGHT.includes(failure.code)
        ? `Response to preflight request doesn't pass access control check: `
        : '';
    return [
      `Access to ${KIND[request.initiator]} at '${url}'${from} from origin '${request.origin}' has been blocked by CORS policy: ${preflight}${why}`,
    ];
  },
  preflightPassed: () => [],
};
