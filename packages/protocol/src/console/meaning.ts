import type { BlockCode } from '../exchange.js';
import type { CorsErrorMessage, NotCorsMessage, NotCorsTopic, ParsedMessage } from './parsed-message.js';

/** What a console message means, in plain words. */
export function meaningOf(message: ParsedMessage): string {
  switch (message.kind) {
    case 'error':
      return message.code === undefined
        ? 'The browser blocked the response. Another line of its console says why.'
        : OF_CODES[message.code](message);
    case 'warning':
      return message.cause === 'header-not-exposed'
        ? `The response arrived, but the page may not read its header ${message.parameter}.`
        : 'The request is allowed today, but the server allows Authorization only by *, which does not cover it in the standard.';
    case 'not-cors':
      return notCors(message);
    case 'follow-up':
      return 'This line only says that a request failed. Another line of the browser’s console says why.';
  }
}

/** The response to the preflight or to the request, with its status if the message has one. */
const responseOf = ({ stage, status, code }: CorsErrorMessage): string => {
  const withStatus = status === undefined || code === 'PreflightInvalidStatus' ? '' : `, ${status},`;
  if (stage === 'preflight') return `The response to the preflight (OPTIONS)${withStatus}`;
  return `The server’s response${withStatus}`;
};

/** A value as the server wrote it. */
const quoted = (value: string | undefined, otherwise: string): string =>
  value === undefined ? otherwise : `“${value}”`;

const OF_CODES: Readonly<Record<BlockCode, (message: CorsErrorMessage) => string>> = {
  MissingAllowOriginHeader: (m) =>
    `${responseOf(m)} has no Access-Control-Allow-Origin: it allows no other origin to read it.`,
  MultipleAllowOriginValues: (m) =>
    `${responseOf(m)} names more than one origin in Access-Control-Allow-Origin${m.parameter === undefined ? '' : `: ${quoted(m.parameter, '')}`}. Browsers accept only one.`,
  InvalidAllowOriginValue: (m) =>
    `${responseOf(m)} has ${quoted(m.parameter, 'a value')} in Access-Control-Allow-Origin, which is not a valid origin.`,
  AllowOriginMismatch: (m) =>
    m.parameter !== undefined && m.parameter === m.origin
      ? 'The server allows the page’s origin. But a redirect led from one other origin to another, so the browser sent Origin: null.'
      : `${responseOf(m)} allows ${quoted(m.parameter, 'another origin')}, and not the page’s${m.origin === undefined ? '' : `, ${m.origin}`}. Browsers compare every character.`,
  OriginNotAllowed: (m) =>
    `${responseOf(m)} does not allow ${m.origin ?? 'the page’s origin'}: Access-Control-Allow-Origin is missing or names another. Safari does not say which.`,
  WildcardOriginNotAllowed: (m) =>
    `${responseOf(m)} allows everyone (*). That does not count for a request with credentials: it needs the page’s own origin.`,
  InvalidAllowCredentials: (m) =>
    `The page sends credentials, and ${responseOf(m).toLowerCase()} does not allow that: Access-Control-Allow-Credentials ${m.parameter ? `is ${quoted(m.parameter, '')}` : 'is missing or not “true”'}.`,
  PreflightInvalidStatus: ({ status }) =>
    `The preflight (OPTIONS) failed${status === undefined ? '' : ` with status ${status}`}: browsers require a status from 200 to 299.`,
  PreflightDisallowedRedirect: () => 'The server redirects the preflight (OPTIONS). Browsers never follow that.',
  InvalidAllowMethodsPreflightResponse: (m) => unparsable('Access-Control-Allow-Methods', m),
  InvalidAllowHeadersPreflightResponse: (m) => unparsable('Access-Control-Allow-Headers', m),
  MethodDisallowedByPreflightResponse: ({ parameter }) =>
    `The preflight response does not allow the method${parameter === undefined ? '' : ` ${parameter}`}: it is not in Access-Control-Allow-Methods.`,
  HeaderDisallowedByPreflightResponse: ({ parameter }) =>
    `The preflight response does not allow the header ${parameter ?? 'that the page sends'}: it is not in Access-Control-Allow-Headers. The browser names only one; others may be missing too.`,
  RedirectContainsCredentials: () => 'The server redirects to a URL with a user name and a password in it.',
  RedirectDisallowedByMode: () => 'The server redirects, and the page disallows redirects (redirect: ‘error’).',
  RedirectLimit: () => 'The server redirects more than 20 times.',
  RedirectInvalidLocation: () => 'The server redirects to an invalid URL.',
  RedirectDisallowedScheme: ({ url, location = url }) =>
    `The server redirects to ${location ?? 'a URL'}, which is not http or https.`,
  RedirectBodyNotReplayable: () => 'The server redirects a request whose body is a stream, which can’t be sent twice.',
  CrossOriginResourcePolicy: ({ parameter }) =>
    parameter === undefined
      ? 'The page requires a Cross-Origin-Resource-Policy (Cross-Origin-Embedder-Policy: require-corp), and the response has none.'
      : `The response’s Cross-Origin-Resource-Policy, ${quoted(parameter, '')}, does not allow this page to load it without CORS.`,
  BlockedPort: ({ parameter }) =>
    `Browsers send nothing to ${parameter === undefined ? 'this port' : `port ${parameter}`}: it belongs to another protocol and is on the list of blocked ports.`,
  DisallowedByMode: () => 'The page itself only allows responses from its own origin (mode: ‘same-origin’).',
  MixedContent: () => 'The page is on https and calls http.',
  DisallowedScheme: ({ parameter }) =>
    `The page calls a URL whose scheme${parameter === undefined ? '' : `, ${parameter}:,`} is not http or https.`,
  UrlContainsCredentials: () => 'The URL has a user name or a password in it.',
  InvalidMethod: ({ parameter = 'of the request' }) => `The method ${parameter} can’t be sent.`,
  InvalidHeader: ({ parameter = 'of the request' }) => `The header ${parameter} can’t be sent.`,
  BodyNotAllowed: () => 'GET and HEAD have no body.',
  RedirectModeNotAllowed: () =>
    'The page uses mode ‘no-cors’ without following redirects, which browsers don’t support.',
  NetworkFailure: ({ stage }) =>
    `No usable response${stage === 'preflight' ? ' to the preflight (OPTIONS)' : ''} was received: the connection failed, or a redirect could not be followed. CORS headers are not involved.`,
  InvalidResponse: () => 'The server’s response is malformed or of the wrong type.',
};

const unparsable = (header: string, { parameter }: CorsErrorMessage): string =>
  `The preflight response’s ${header} is not a valid list of names${parameter === undefined ? '' : `: ${quoted(parameter, '')}`}.`;

/** What stopped it instead. */
const OF_TOPICS: Readonly<Record<NotCorsTopic, string>> = {
  'content-security-policy': 'the page’s own Content-Security-Policy does not let it load this',
  'resource-policy':
    'the server’s Cross-Origin-Resource-Policy, or the page’s Cross-Origin-Embedder-Policy, blocked it',
  'blocked-port': 'browsers send nothing to this port, which belongs to another protocol',
  'opaque-response-blocking': 'the browser blocked a response of the wrong type to a request without CORS',
  'content-blocker': 'an ad blocker or another extension blocked it',
  'mixed-content': 'the page is on https and calls http',
  'local-network-access': 'the page calls a server in the local network, which needs the user’s permission',
  cookie: 'a cookie is not sent or not stored, because of its SameSite or Secure attribute',
  frame: 'a page may not access or embed another one in a frame',
  scheme: 'the URL is not http or https',
  'no-cors-mode': 'the page requested something with mode: ‘no-cors’ that this mode doesn’t support',
  'tainted-canvas': 'an image of another origin was drawn that was loaded without CORS',
  'forbidden-header': 'the page set a header that only the browser may set; it was left out',
  preload: 'a preload was made with other credentials than the request',
  network: 'no response was received',
};

const notCors = ({ topic, parameter }: NotCorsMessage): string =>
  `This is not about CORS headers: ${OF_TOPICS[topic]}${parameter === undefined ? '' : ` (${parameter})`}.`;
