import { describe, expect, test } from 'vitest';
import { type ParsedMessage, parseConsoleMessage } from '../src/index.js';

type Parts = Partial<Record<keyof ParsedMessage | 'code' | 'stage' | 'topic' | 'cause', unknown>>;
const URL_ = 'https://api.example.com/users';
const PAGE = 'https://app.example.com';
const ACCESS = `Access to fetch at '${URL_}' from origin '${PAGE}' has been blocked by CORS policy:`;

describe('words of older versions', () => {
  test.each<[string, Parts]>([
    [
      `${ACCESS} No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
      {
        engine: 'chromium',
        code: 'MissingAllowOriginHeader',
        stage: 'response',
        url: URL_,
        origin: PAGE,
        initiator: 'fetch',
      },
    ],
    [
      `${ACCESS} Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header contains the invalid value 'yes'. Have the server send the header with a valid value, or, if an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
      { engine: 'chromium', code: 'InvalidAllowOriginValue', stage: 'preflight', parameter: 'yes' },
    ],
    [
      `Failed to load ${URL_}: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${PAGE}' is therefore not allowed access. The response had HTTP status code 404.`,
      { engine: 'chromium', code: 'MissingAllowOriginHeader', url: URL_, origin: PAGE, status: 404 },
    ],
    [
      `XMLHttpRequest cannot load ${URL_}. The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'. Origin '${PAGE}' is therefore not allowed access. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
      { engine: 'chromium', code: 'InvalidAllowCredentials', url: URL_, origin: PAGE, initiator: 'xhr', parameter: '' },
    ],
    [
      `Fetch API cannot load ${URL_}. Response for preflight has invalid HTTP status code 405`,
      { engine: 'chromium', code: 'PreflightInvalidStatus', stage: 'preflight', url: URL_, status: 405 },
    ],
    [
      `Redirect from 'https://api.example.com/in' to '${URL_}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin. Origin 'null' is therefore not allowed access.`,
      { code: 'AllowOriginMismatch', redirectedFrom: 'https://api.example.com/in', url: URL_, origin: 'null' },
    ],
    [
      `Font from origin 'https://cdn.example.com' has been blocked from loading by Cross-Origin Resource Sharing policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${PAGE}' is therefore not allowed access.`,
      { code: 'MissingAllowOriginHeader', origin: PAGE },
    ],
    [
      `${ACCESS} Cross origin requests are only supported for protocol schemes: http, data, chrome, chrome-extension, https.`,
      { code: 'DisallowedScheme', stage: 'request', parameter: 'https' },
    ],
    [
      `XMLHttpRequest cannot load ${URL_}. Origin ${PAGE} is not allowed by Access-Control-Allow-Origin.`,
      { engine: 'webkit', code: 'OriginNotAllowed', url: URL_, origin: PAGE, initiator: 'xhr' },
    ],
    [
      'Request header field X-Requested-With is not allowed by Access-Control-Allow-Headers.',
      { engine: 'webkit', code: 'HeaderDisallowedByPreflightResponse', parameter: 'X-Requested-With' },
    ],
    ['Preflight response is not successful', { engine: 'webkit', code: 'PreflightInvalidStatus', stage: 'preflight' }],
    ['Cross-origin script load denied by Cross-Origin Resource Sharing policy.', { kind: 'error', engine: 'webkit' }],
    [
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL_}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing).`,
      { engine: 'firefox', code: 'MissingAllowOriginHeader', url: URL_ },
    ],
    [
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL_}. (Reason: missing token ‘authorization’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).`,
      {
        engine: 'firefox',
        code: 'HeaderDisallowedByPreflightResponse',
        stage: 'preflight',
        parameter: 'authorization',
      },
    ],
    [
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL_}. This can be fixed by moving the resource to the same domain or enabling CORS.`,
      { kind: 'error', engine: 'firefox', url: URL_ },
    ],
  ])('%s', (text, parts) => {
    expect(parseConsoleMessage(text)).toMatchObject(parts);
  });
});

describe('a reason alone is enough', () => {
  test.each<[string, Parts]>([
    [
      "No 'Access-Control-Allow-Origin' header is present on the requested resource",
      { code: 'MissingAllowOriginHeader' },
    ],
    [
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      { code: 'MissingAllowOriginHeader' },
    ],
    [
      '(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://a.example’).',
      { engine: 'firefox', code: 'AllowOriginMismatch', parameter: 'https://a.example' },
    ],
    [
      `Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
      { engine: 'chromium', code: 'PreflightInvalidStatus', stage: 'preflight' },
    ],
  ])('%s', (text, parts) => {
    expect(parseConsoleMessage(text)).toMatchObject({ kind: 'error', ...parts });
  });
});

describe('what is not about CORS is named for what it is', () => {
  test.each<[string, Parts]>([
    [
      `Refused to connect to '${URL_}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
      {
        topic: 'content-security-policy',
        cause: 'not-cors',
        engine: 'chromium',
        url: URL_,
        parameter: "connect-src 'self'",
      },
    ],
    [
      `Connecting to '${URL_}' violates the following Content Security Policy directive: "connect-src 'self'". The action has been blocked.`,
      { topic: 'content-security-policy', url: URL_ },
    ],
    [
      `Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ${URL_} because it violates the following directive: “connect-src 'self'”`,
      { topic: 'content-security-policy', engine: 'firefox', url: URL_, parameter: "connect-src 'self'" },
    ],
    [
      `Content Security Policy: The page’s settings blocked the loading of a resource at ${URL_} (“connect-src”).`,
      { topic: 'content-security-policy', engine: 'firefox', url: URL_, parameter: 'connect-src' },
    ],
    [
      `Refused to connect to ${URL_} because it does not appear in the connect-src directive of the Content Security Policy.`,
      { topic: 'content-security-policy', engine: 'webkit', url: URL_, parameter: 'connect-src' },
    ],
    [
      `Mixed Content: The page at '${PAGE}/dashboard' was loaded over HTTPS, but requested an insecure XMLHttpRequest endpoint 'http://api.example.com/'. This request has been blocked; the content must be served over HTTPS.`,
      { topic: 'mixed-content', cause: 'mixed-content', origin: PAGE, url: 'http://api.example.com/' },
    ],
    [
      'Blocked loading mixed active content “http://api.example.com/”',
      { topic: 'mixed-content', engine: 'firefox', url: 'http://api.example.com/' },
    ],
    [
      `[blocked] The page at ${PAGE}/ was not allowed to display insecure content from http://api.example.com/.`,
      { topic: 'mixed-content', engine: 'webkit', origin: PAGE },
    ],
    [
      `Access to fetch at 'http://192.168.1.4/' from origin '${PAGE}' has been blocked by CORS policy: Permission was denied for this request to access the \`local\` address space.`,
      {
        topic: 'local-network-access',
        cause: 'local-network-access',
        origin: PAGE,
        url: 'http://192.168.1.4/',
        parameter: 'local',
      },
    ],
    [
      `Access to fetch at 'http://192.168.1.4/' from origin 'http://app.example.com' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space \`private\`.`,
      { topic: 'local-network-access', parameter: 'private' },
    ],
    [
      `GET ${URL_} net::ERR_BLOCKED_BY_CLIENT`,
      { topic: 'content-blocker', cause: 'not-cors', method: 'GET', url: URL_ },
    ],
    [
      `GET ${URL_} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)`,
      { topic: 'resource-policy', url: URL_, status: 200 },
    ],
    [
      `GET ${URL_} net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200`,
      { topic: 'resource-policy', parameter: 'ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep' },
    ],
    ['Failed to load resource: net::ERR_BLOCKED_BY_ORB', { topic: 'opaque-response-blocking' }],
    [`POST ${URL_} net::ERR_CONNECTION_REFUSED`, { topic: 'network', cause: 'connection-refused', method: 'POST' }],
    [`GET ${URL_} net::ERR_CERT_AUTHORITY_INVALID`, { cause: 'tls-failure', url: URL_ }],
    [`GET ${URL_} net::ERR_NAME_NOT_RESOLVED`, { cause: 'dns-failure' }],
    [
      `[Error] Could not connect to the server.\n[Error] Fetch API cannot load ${URL_} due to access control checks.`,
      { cause: 'connection-refused', engine: 'webkit', url: URL_ },
    ],
    ['curl: (6) Could not resolve host: api.example.com', { cause: 'dns-failure' }],
    ['Error: connect ECONNREFUSED 127.0.0.1:3000', { cause: 'connection-refused' }],
    [
      'Cookie “session” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.',
      { topic: 'cookie', parameter: 'session' },
    ],
    [
      `Failed to execute 'fetch' on 'Window': 'PUT' is unsupported in no-cors mode.`,
      { cause: 'opaque-response', parameter: 'PUT' },
    ],
    [`Refused to set unsafe header "Origin"`, { topic: 'forbidden-header', parameter: 'Origin' }],
    [`Blocked a frame with origin "${PAGE}" from accessing a cross-origin frame.`, { topic: 'frame', origin: PAGE }],
  ])('%s', (text, parts) => {
    expect(parseConsoleMessage(text)).toMatchObject({ kind: 'not-cors', ...parts });
  });
});

test.each([
  'TypeError: Failed to fetch',
  'NetworkError when attempting to fetch resource.',
  'TypeError: Load failed',
  'AxiosError: Network Error',
  'Failed to load resource: net::ERR_FAILED',
])('%s has no reason', (text) => {
  expect(parseConsoleMessage(text)).toMatchObject({ kind: 'follow-up' });
});

test('a header that may not be read is no blocked request', () => {
  expect(parseConsoleMessage('Refused to get unsafe header "X-Total-Count"')).toMatchObject({
    kind: 'warning',
    cause: 'header-not-exposed',
    parameter: 'X-Total-Count',
  });
});

test.each(['', ' ', 'Hello', 'https://api.example.com/', 'CORS', 'Origin'])('%j is no message', (text) => {
  expect(parseConsoleMessage(text)).toBeUndefined();
});
