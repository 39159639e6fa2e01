import type { BlockCode } from '../exchange.js';
import { LIBRARIES } from './libraries.js';
import { lookAlikeOf } from './look-alikes.js';
import type { CorsErrorMessage, ErrorEntry, NotCorsMessage, ParsedMessage, ServerMessage } from './parsed-message.js';
import { SERVERS } from './servers.js';

/** What a console message means, in plain words. */
export function meaningOf(message: ParsedMessage): string {
  switch (message.kind) {
    case 'error':
      return message.code === undefined ? withoutCode(message) : OF_CODES[message.code](message);
    case 'warning':
      return message.cause === 'header-not-exposed'
        ? `The response arrived, but the page may not read its header ${message.parameter}.`
        : 'The request is allowed today, but the server allows Authorization only by *, which does not cover it in the standard.';
    case 'not-cors':
      return notCors(message);
    case 'follow-up': {
      const library = LIBRARIES.find(({ id }) => id === message.library);
      if (message.status !== undefined && library === undefined)
        return `A response with status ${message.status} arrived, and the browser kept it from the page, as it does for CORS. Another line of its console says why.`;
      if (library?.id === 'cancelled') return 'The page itself ended the request before a response arrived.';
      return `This line${library ? ` of ${library.title}` : ''} only says that a request failed. Another line of the browser’s console says why.`;
    }
    case 'server':
      return `A message of ${serverOf(message)?.title ?? 'the server'}: ${serverOf(message)?.what ?? 'it denies the request'}.`;
  }
}

/** What to do, where the message itself shows it; otherwise its cause does. */
export function remedyOf(message: ParsedMessage): string | undefined {
  switch (message.kind) {
    case 'not-cors': {
      const fix = lookAlikeOf(message)?.fix;
      return typeof fix === 'function' ? fix(message) : fix;
    }
    case 'follow-up':
      return LIBRARIES.find(({ id }) => id === message.library)?.how;
    case 'server':
      return serverOf(message)?.fix;
    case 'error':
      return remedyOfError(message);
    case 'warning':
      return undefined;
  }
}

function remedyOfError({
  code,
  parameter = '',
  url,
  location,
  redirectedFrom = location === undefined ? undefined : url,
  origin = '',
}: CorsErrorMessage): string | undefined {
  if (code === 'HeaderDisallowedByPreflightResponse' && /^access-control-(?!request-)/i.test(parameter))
    return `Remove ${parameter} from the headers that the page’s code sets: it is a response header, which only the server sends.`;
  if (redirectedFrom !== undefined && (code === 'MissingAllowOriginHeader' || code === 'OriginNotAllowed'))
    return `${redirectedFrom} redirects to ${location ?? url ?? 'another URL'}. If that is a login, the session has ended: respond to API requests with 401 instead of a redirect. Otherwise call the second URL directly, or allow the page’s origin there.`;
  return /^(?:chrome|moz|safari-web)-extension:/.test(origin) &&
    (code === 'MissingAllowOriginHeader' || code === 'AllowOriginMismatch')
    ? 'Add the URL to host_permissions in the extension’s manifest, and send the request from its service worker or a page of its own, not from a content script.'
    : undefined;
}

const serverOf = ({ server }: ServerMessage) => SERVERS.find(({ id }) => id === server);

/** Two reasons, and how to see which one it is; or none. */
function withoutCode(message: CorsErrorMessage): string {
  const { candidates } = message;
  if (candidates) {
    const [first, second] = candidates.map((one) =>
      (one === 'cors-disabled' || one === 'origin-not-added' ? OF_ENTRIES[one] : OF_CODES[one](message)).replace(
        /\.$/,
        '',
      ),
    );
    return `The language of the message leaves two reasons open. Either: ${first}. Or: ${second}. ${APART[candidates.join(' ')] ?? 'The response’s headers in the Network panel show which one it is.'}`;
  }
  if (message.entry) return OF_ENTRIES[message.entry];
  return 'The browser blocked the response. Another line of its console says why.';
}

const OF_ENTRIES: Readonly<Record<ErrorEntry, string>> = {
  'cors-disabled':
    'CORS is disabled in this Firefox (content.cors.disable in about:config), so every cross-origin request is blocked. The server has no part in it.',
  'origin-not-added':
    'Firefox could not add the header Origin to the request: an extension or a setting changed the request. The server has no part in it.',
};

/** How two candidates differ. */
const APART: Readonly<Record<string, string>> = {
  'MissingAllowOriginHeader MultipleAllowOriginValues':
    'In the Network panel, Access-Control-Allow-Origin is in the response twice or not at all.',
  'PreflightInvalidStatus NetworkFailure':
    'In the Network panel, the OPTIONS request has a status of 300 or more, or no response arrived.',
  'PreflightDisallowedRedirect NetworkFailure':
    'In the Network panel, a request has a status of 301 to 308, or no response arrived.',
  'cors-disabled NetworkFailure':
    'Look at content.cors.disable in about:config: true disables CORS, and then every request to another origin fails. If it is false, no usable response arrived.',
  'cors-disabled PreflightDisallowedRedirect':
    'Look at content.cors.disable in about:config: true disables CORS, and then every request to another origin fails. If it is false, the Network panel shows a redirect (301 to 308).',
  'AllowOriginMismatch DisallowedScheme':
    'In the Network panel, the response has an Access-Control-Allow-Origin with another origin, or the URL does not begin with http.',
  'HeaderDisallowedByPreflightResponse InvalidAllowHeadersPreflightResponse':
    'In the response to OPTIONS, Access-Control-Allow-Headers lacks a header that the page sets, or has a name with a space or another character that is not allowed.',
  'MethodDisallowedByPreflightResponse InvalidAllowMethodsPreflightResponse':
    'In the response to OPTIONS, Access-Control-Allow-Methods lacks the method, or has a name with a space or another character that is not allowed.',
};

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
  PreflightDisallowedRedirect: ({ stage }) =>
    stage === 'redirect'
      ? 'The server redirects a request that needs a preflight. Browsers of that age don’t follow such a redirect.'
      : 'The server redirects the preflight (OPTIONS). Browsers never follow that.',
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

const notCors = (message: NotCorsMessage): string => {
  const { what = 'the message names what it is' } = lookAlikeOf(message) ?? {};
  const { parameter } = message;
  return `This is not about CORS headers: ${typeof what === 'string' ? what : what(message)}${parameter === undefined ? '' : ` (${parameter})`}.`;
};
