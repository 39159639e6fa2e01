import type { ConsoleEngine, NotCorsCause, NotCorsTopic } from './parsed-message.js';
import { type Draft, type Found, type Reader, readerOf, readSentence, type Sentence, sentence } from './sentence.js';
import type { SqueezedText } from './squeezed-text.js';

type Meaning = readonly [topic: NotCorsTopic, cause: NotCorsCause, entry?: string];

const network = (cause: NotCorsCause): Meaning => ['network', cause];

/** Chromium's and Node's names of failures, by their beginnings; the first that fits counts. */
const CODES: readonly (readonly [beginning: string, meaning: Meaning])[] = [
  ['ERR_BLOCKED_BY_CLIENT', ['content-blocker', 'not-cors']],
  ['ERR_BLOCKED_BY_ADMINISTRATOR', ['content-blocker', 'not-cors']],
  ['ERR_BLOCKED_BY_CSP', ['content-security-policy', 'not-cors']],
  ['ERR_BLOCKED_BY_ORB', ['opaque-response-blocking', 'not-cors']],
  ['ERR_BLOCKED_BY_RESPONSE', ['resource-policy', 'cross-origin-resource-policy']],
  ['ERR_UNSAFE_PORT', ['blocked-port', 'blocked-port']],
  ['ERR_BLOCKED_BY_LOCAL_NETWORK', ['local-network-access', 'local-network-access']],
  ['ERR_BLOCKED_BY_PRIVATE_NETWORK', ['local-network-access', 'local-network-access']],
  ['ERR_INSECURE_PRIVATE_NETWORK', ['local-network-access', 'local-network-access', 'private-network-insecure-page']],
  ['ERR_INSECURE_LOCAL_NETWORK', ['local-network-access', 'local-network-access', 'private-network-insecure-page']],
  ['ERR_NETWORK_ACCESS_REVOKED', ['connection-allowlist', 'not-cors']],
  ['ERR_CLEARTEXT_NOT_PERMITTED', ['network', 'not-cors', 'cleartext']],
  ['ERR_PRIVATE_NETWORK', ['local-network-access', 'local-network-access']],
  ['ERR_CONNECTION_REFUSED', network('connection-refused')],
  ['ERR_CONNECTION_RESET', network('connection-reset')],
  ['ERR_CONNECTION_CLOSED', network('connection-reset')],
  ['ERR_CONNECTION_ABORTED', network('connection-reset')],
  ['ERR_EMPTY_RESPONSE', network('connection-reset')],
  ['ERR_CONNECTION_TIMED_OUT', network('timeout')],
  ['ERR_TIMED_OUT', network('timeout')],
  ['ERR_NAME_', network('dns-failure')],
  ['ERR_DNS_', network('dns-failure')],
  ['ERR_CERT_', network('tls-failure')],
  ['ERR_SSL_', network('tls-failure')],
  ['ERR_TLS_', network('tls-failure')],
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', network('tls-failure')],
  ['ERR_UNKNOWN_URL_SCHEME', ['scheme', 'unsupported-scheme']],
  ['ERR_DISALLOWED_URL_SCHEME', ['scheme', 'unsupported-scheme']],
  ['ERR_HTTP2_', network('protocol-failure')],
  ['ERR_QUIC_', network('protocol-failure')],
  ['ERR_INVALID_HTTP_RESPONSE', network('protocol-failure')],
  ['ERR_RESPONSE_HEADERS_', network('protocol-failure')],
  ['ERR_INCOMPLETE_CHUNKED_ENCODING', network('protocol-failure')],
  ['ERR_CONTENT_', network('protocol-failure')],
  ['ERR_ADDRESS_', network('not-cors')],
  ['ERR_INTERNET_DISCONNECTED', network('not-cors')],
  ['ERR_NETWORK_', network('not-cors')],
  ['ERR_PROXY_', network('not-cors')],
  ['ERR_TUNNEL_', network('not-cors')],
  ['ERR_TOO_MANY_REDIRECTS', network('response-redirected')],
  ['ERR_INVALID_REDIRECT', network('response-redirected')],
  ['ERR_UNSAFE_REDIRECT', network('response-redirected')],
  ['ERR_UNSAFE_', network('not-cors')],
  ['ERR_ABORTED', network('not-cors')],
  // Firefox's names, as in the recordings of Playwright.
  ['NS_ERROR_CONNECTION_REFUSED', network('connection-refused')],
  ['NS_ERROR_NET_RESET', network('connection-reset')],
  ['NS_ERROR_NET_INTERRUPT', network('connection-reset')],
  ['NS_ERROR_NET_EMPTY_RESPONSE', network('connection-reset')],
  ['NS_ERROR_NET_TIMEOUT', network('timeout')],
  ['NS_ERROR_NET_PARTIAL_TRANSFER', network('protocol-failure')],
  ['NS_ERROR_NET_HTTP', network('protocol-failure')],
  ['NS_ERROR_INVALID_CONTENT_ENCODING', network('protocol-failure')],
  ['NS_ERROR_UNKNOWN_HOST', network('dns-failure')],
  ['NS_ERROR_UNKNOWN_PROTOCOL', ['scheme', 'unsupported-scheme']],
  ['NS_ERROR_PORT_ACCESS_NOT_ALLOWED', ['blocked-port', 'blocked-port']],
  ['NS_ERROR_DOM_CORP_FAILED', ['resource-policy', 'cross-origin-resource-policy']],
  ['NS_ERROR_DOM_COEP_FAILED', ['resource-policy', 'cross-origin-resource-policy']],
  ['NS_ERROR_TRACKING_URI', ['content-blocker', 'not-cors']],
  ['NS_ERROR_CONTENT_BLOCKED', ['content-blocker', 'not-cors']],
  ['NS_ERROR_OFFLINE', network('not-cors')],
  ['NS_ERROR_PROXY_', network('not-cors')],
  ['NS_ERROR_REDIRECT_LOOP', network('response-redirected')],
  ['NS_ERROR_ABORT', network('not-cors')],
  ['NS_BINDING_ABORTED', network('not-cors')],
  ['ECONNREFUSED', network('connection-refused')],
  ['ECONNRESET', network('connection-reset')],
  ['ETIMEDOUT', network('timeout')],
  ['ENOTFOUND', network('dns-failure')],
  ['EAI_AGAIN', network('dns-failure')],
  ['CERT_HAS_EXPIRED', network('tls-failure')],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', network('tls-failure')],
  ['SELF_SIGNED_CERT_IN_CHAIN', network('tls-failure')],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', network('tls-failure')],
  ['SEC_ERROR_', network('tls-failure')],
  ['SSL_ERROR_', network('tls-failure')],
  ['MOZILLA_PKIX_ERROR_', network('tls-failure')],
];

/** With the lines of Chromium's network log: `PUT https://api.example.com/ net::ERR_FAILED 500 (…)`. */
const codes: Reader = {
  anchors: ['net::ERR_', ...new Set(CODES.map(([beginning]) => beginning))],
  read(text, at) {
    const start = text.sourceIndex(at);
    const [, net, code = ''] =
      /^(net::)?([A-Z0-9_]{3,60}(?:\.[A-Za-z]{1,60})?)/.exec(text.source.slice(start, start + 140)) ?? [];
    const end = at + (net?.length ?? 0) + code.length;
    const line = networkLogLine(text, start, start + (net?.length ?? 0) + code.length);
    if (code === 'ERR_FAILED') return { message: { kind: 'follow-up', engine: 'chromium', ...line }, end };
    const [topic, cause, entry] = CODES.find(([beginning]) => code.startsWith(beginning))?.[1] ?? [];
    if (topic && cause)
      return {
        message: {
          kind: 'not-cors',
          topic,
          cause,
          ...(entry !== undefined && { entry }),
          ...(net && { engine: 'chromium' as const }),
          ...line,
          parameter: code,
        },
        end,
      };
    if (!net) return undefined;
    return {
      message: { kind: 'not-cors', topic: 'network', cause: 'not-cors', engine: 'chromium', ...line, parameter: code },
      end,
    };
  },
};

/** The method and the URL before the code, and the status after it. */
function networkLogLine(
  { source }: SqueezedText,
  start: number,
  end: number,
): Pick<Draft, 'method' | 'url' | 'status'> {
  const { word: url, at } = wordBefore(source, start);
  const { word: method } = wordBefore(source, at);
  const status = /^ (\d{3})\b/.exec(source.slice(end, end + 5))?.[1];
  if (!/^[A-Za-z]{1,20}$/.test(method) || !/^[a-z][a-z0-9+.-]{0,20}:\S/i.test(url)) return {};
  return { method, url, ...(status !== undefined && { status: Number(status) }) };
}

/** The word that ends before `end`, after one space or more. */
function wordBefore(source: string, end: number): { readonly word: string; readonly at: number } {
  let last = end;
  while (last > 0 && BLANKS.includes(source.charAt(last - 1))) last--;
  let at = last;
  while (last < end && at > 0 && last - at < LONGEST_WORD && !WORD_ENDS.includes(source.charAt(at - 1))) at--;
  return { word: source.slice(at, last), at };
}

const BLANKS = ' \t\u00a0';
const WORD_ENDS = `${BLANKS}\n`;

/** In characters. */
const LONGEST_WORD = 8192;

const says = (cause: NotCorsCause, engine?: ConsoleEngine): Draft => ({
  kind: 'not-cors',
  topic: 'network',
  cause,
  ...(engine && { engine }),
});

/** Safari's sentences, and those of WebKitGTK, curl and Node. */
const PHRASES: readonly Sentence[] = [
  sentence('Could not connect to the server.', says('connection-refused', 'webkit')),
  sentence('The network connection was lost.', says('connection-reset', 'webkit')),
  sentence('A server with the specified hostname could not be found.', says('dns-failure', 'webkit')),
  sentence('The request timed out.', says('timeout', 'webkit')),
  sentence('The certificate for this server is invalid.', says('tls-failure', 'webkit')),
  sentence(
    'An SSL error has occurred and a secure connection to the server cannot be made.',
    says('tls-failure', 'webkit'),
  ),
  sentence('The Internet connection appears to be offline.', says('not-cors', 'webkit')),
  sentence('Unacceptable TLS certificate', says('tls-failure', 'webkit')),
  sentence('Connection refused', says('connection-refused')),
  sentence('Connection reset by peer', says('connection-reset')),
  sentence('Name or service not known', says('dns-failure')),
  sentence('Could not resolve host', says('dns-failure')),
  sentence('SSL certificate problem:', says('tls-failure')),
];

export const readNetworkPhrase = (text: SqueezedText, at: number, limit: number): Found | undefined =>
  readSentence(PHRASES, text, at, limit);

/** Chromium's network log of a response with an error status: `GET https://api.example.com/users 404 (Not Found)`. */
const statusLines: Reader = {
  anchors: [
    ...['BadRequest', 'Unauthorized', 'PaymentRequired', 'Forbidden', 'NotFound', 'MethodNotAllowed', 'NotAcceptable'],
    ...['RequestTimeout', 'Conflict', 'Gone', 'PayloadTooLarge', 'UnsupportedMediaType', 'UnprocessableEntity'],
    ...['UnprocessableContent', 'TooManyRequests', 'InternalServerError', 'NotImplemented', 'BadGateway'],
    ...['ServiceUnavailable', 'GatewayTimeout'],
  ].map((phrase) => `(${phrase})`),
  read(text, at) {
    const { word, at: start } = wordBefore(text.source, text.sourceIndex(at));
    if (!/^[45]\d\d$/.test(word)) return undefined;
    const line = networkLogLine(text, start, start);
    if (line.url === undefined) return undefined;
    const message = { kind: 'not-cors', topic: 'http-status', cause: 'not-cors', engine: 'chromium' } as const;
    return { message: { ...message, ...line, status: Number(word) }, end: at + 1 };
  },
};

export const networkReaders: readonly Reader[] = [codes, statusLines, readerOf(PHRASES)];
