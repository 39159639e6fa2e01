import type { EngineName, HeaderList, PageRequest, WireResponse } from '../src/index.js';

export const PAGE = 'https://app.example';
export const API = 'https://api.example';

/** The smallest exchange in which an engine was seen to do what it had not been foretold to do. */
interface Seen {
  readonly engine: Exclude<EngineName, 'standard'>;
  readonly what: string;
  /** One after the other. */
  readonly requests: readonly Omit<PageRequest, 'origin'>[];
  /** By method and URL; everything else gets 200 without headers. */
  readonly responses?: Readonly<Record<string, WireResponse>>;
  /** Method, URL, and the headers about the origin and a preflight. */
  readonly sent: readonly (readonly string[])[];
  readonly messages: readonly string[];
}

const ok = (...headers: HeaderList): WireResponse => ({ status: 200, headers });
const to = (location: string, ...headers: HeaderList): WireResponse => ({
  status: 307,
  headers: [...headers, ['Location', location]],
});

const allowed = ['Access-Control-Allow-Origin', PAGE] as const;
const withCredentials = ['Access-Control-Allow-Credentials', 'true'] as const;
const anyHeader = ['Access-Control-Allow-Headers', '*'] as const;

const sameOrigin = ['Cross-Origin-Resource-Policy', 'same-origin'] as const;

/** Twenty redirects, and what the last one leads to. */
const CHAIN = Array.from({ length: 21 }, (_, hop) => {
  const leads = hop < 20 ? to(`${API}/${hop + 1}`, allowed) : ok(allowed);
  return [`GET ${API}/${hop}`, leads] as const;
});

const FORBIDDEN: HeaderList = [
  ['Keep-Alive', 'probe'],
  ['x y', '1'],
  ['Cookie', 'late'],
];

export const SEEN: readonly Seen[] = [
  {
    engine: 'chromium',
    what: 'follows twenty redirects',
    requests: [{ url: `${API}/0` }],
    responses: Object.fromEntries(CHAIN),
    sent: CHAIN.map(([line]) => [line, `origin: ${PAGE}`]),
    messages: [],
  },
  {
    engine: 'chromium',
    what: 'ignores the resource policy',
    requests: [{ url: `${API}/`, mode: 'no-cors', initiator: 'image' }],
    responses: { [`GET ${API}/`]: ok(sameOrigin) },
    sent: [[`GET ${API}/`]],
    messages: [],
  },
  {
    engine: 'firefox',
    what: 'names what the resource policy blocks',
    requests: [{ url: `${API}/`, mode: 'no-cors' }],
    responses: { [`GET ${API}/`]: ok(sameOrigin) },
    sent: [[`GET ${API}/`]],
    messages: [
      `The resource at “${API}/” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#`,
    ],
  },
  {
    engine: 'webkit',
    what: 'speaks of CORS where the resource policy blocks a redirect',
    requests: [{ url: `${API}/`, mode: 'no-cors', initiator: 'script' }],
    responses: { [`GET ${API}/`]: to(`${PAGE}/x`, sameOrigin) },
    sent: [[`GET ${API}/`]],
    messages: [
      `Cross-origin redirection to ${PAGE}/x denied by Cross-Origin Resource Sharing policy: Cancelled load to ${API}/ because it violates the resource's Cross-Origin-Resource-Policy response header.`,
      'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
    ],
  },
  {
    engine: 'webkit',
    what: 'names a blocked port',
    requests: [{ url: 'https://api.example:6000/' }],
    sent: [],
    messages: ['Not allowed to use restricted network port 6000: https://api.example:6000/'],
  },
  {
    engine: 'firefox',
    what: 'forgets the preflight of what leads to a blocked port',
    requests: [
      { url: `${API}/`, method: 'PUT' },
      { url: `${API}/`, method: 'PUT' },
    ],
    responses: {
      [`OPTIONS ${API}/`]: ok(allowed, ['Access-Control-Allow-Methods', 'PUT'], ['Access-Control-Max-Age', '60']),
      [`PUT ${API}/`]: to('https://api.example:6000/', allowed),
    },
    sent: [1, 2].flatMap(() => [
      [`OPTIONS ${API}/`, 'access-control-request-method: PUT', `origin: ${PAGE}`],
      [`PUT ${API}/`, `origin: ${PAGE}`],
    ]),
    messages: [1, 2].map(
      () =>
        `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}/. (Reason: CORS request did not succeed). Status code: (null).`,
    ),
  },
  {
    engine: 'firefox',
    what: 'names the redirect to a blocked port, and no such port of the page',
    requests: [{ url: 'https://api.example:6000/' }, { url: `${API}/` }],
    responses: { [`GET ${API}/`]: to('https://api.example:6000/', allowed) },
    sent: [[`GET ${API}/`, `origin: ${PAGE}`]],
    messages: [
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}/. (Reason: CORS request did not succeed). Status code: (null).`,
    ],
  },
  {
    engine: 'chromium',
    what: 'hides the origin of a no-cors request once it has left its own',
    requests: [{ url: `${PAGE}/`, mode: 'no-cors', method: 'POST' }],
    responses: { [`POST ${PAGE}/`]: to(`${API}/`), [`POST ${API}/`]: to(`${PAGE}/back`) },
    sent: [
      [`POST ${PAGE}/`, `origin: ${PAGE}`],
      [`POST ${API}/`, 'origin: null'],
      [`POST ${PAGE}/back`, 'origin: null'],
    ],
    messages: [],
  },
  {
    engine: 'chromium',
    what: 'reports forbidden headers up to an invalid one',
    requests: [{ url: `${API}/`, initiator: 'xhr', headers: FORBIDDEN }],
    sent: [],
    messages: ['Refused to set unsafe header "Keep-Alive"'],
  },
  {
    engine: 'firefox',
    what: 'reports forbidden headers up to an invalid one',
    requests: [{ url: `${API}/`, initiator: 'xhr', headers: FORBIDDEN }],
    sent: [],
    messages: ['Attempt to set a forbidden header was denied: Keep-Alive'],
  },
  {
    engine: 'chromium',
    what: 'takes a relative Location of another origin without user and password',
    requests: [{ url: 'https://u:p@api.example/', initiator: 'xhr' }],
    responses: { [`GET ${API}/`]: to('two', allowed) },
    sent: [
      [`GET ${API}/`, `origin: ${PAGE}`],
      [`GET ${API}/two`, `origin: ${PAGE}`],
    ],
    messages: [
      `Access to XMLHttpRequest at '${API}/two' (redirected from 'https://u:p@api.example/') from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    ],
  },
  {
    engine: 'chromium',
    what: 'caches no wildcard from a response to a request with credentials',
    requests: [
      { url: `${API}/`, headers: [['*', 'star']], credentials: 'include' },
      { url: `${API}/`, headers: [['x-a', '1']] },
    ],
    responses: {
      [`OPTIONS ${API}/`]: ok(allowed, withCredentials, anyHeader),
      [`GET ${API}/`]: ok(allowed, withCredentials),
    },
    sent: [
      [`OPTIONS ${API}/`, 'access-control-request-method: GET', 'access-control-request-headers: *', `origin: ${PAGE}`],
      [`GET ${API}/`, `origin: ${PAGE}`],
      [
        `OPTIONS ${API}/`,
        'access-control-request-method: GET',
        'access-control-request-headers: x-a',
        `origin: ${PAGE}`,
      ],
      [`GET ${API}/`, `origin: ${PAGE}`],
    ],
    messages: [],
  },
  {
    engine: 'chromium',
    what: 'remembers no Authorization of a wildcard',
    requests: [
      { url: `${API}/`, headers: [['x-a', '1']] },
      { url: `${API}/`, headers: [['authorization', 'x']] },
    ],
    responses: { [`OPTIONS ${API}/`]: ok(allowed, anyHeader), [`GET ${API}/`]: ok(allowed) },
    sent: [
      [
        `OPTIONS ${API}/`,
        'access-control-request-method: GET',
        'access-control-request-headers: x-a',
        `origin: ${PAGE}`,
      ],
      [`GET ${API}/`, `origin: ${PAGE}`],
      [
        `OPTIONS ${API}/`,
        'access-control-request-method: GET',
        'access-control-request-headers: authorization',
        `origin: ${PAGE}`,
      ],
      [`GET ${API}/`, `origin: ${PAGE}`],
    ],
    messages: [],
  },
];
