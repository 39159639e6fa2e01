import type { EngineName, HeaderList, PageRequest, WireResponse } from '../src/index.js';

export const PAGE = 'https://app.example';
export const API = 'https://api.example';

/** The smallest exchange in which an engine was seen to do what it had not been foretold to do. */
interface Seen {
  readonly engine: Exclude<EngineName, 'standard'>;
  readonly what: string;
  /** One after the other. */
  readonly requests: readonly Omit<PageRequest, 'origin'>[];
  /** By method and URL; what is not listed is answered with 200 and no headers. */
  readonly answers?: Readonly<Record<string, WireResponse>>;
  /** Method, URL, and the headers that tell of the origin and of a preflight. */
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

const FORBIDDEN: HeaderList = [
  ['Keep-Alive', 'probe'],
  ['x y', '1'],
  ['Cookie', 'late'],
];

export const SEEN: readonly Seen[] = [
  {
    engine: 'chromium',
    what: 'hides the origin of a no-cors request once it has left its own',
    requests: [{ url: `${PAGE}/`, mode: 'no-cors', method: 'POST' }],
    answers: { [`POST ${PAGE}/`]: to(`${API}/`), [`POST ${API}/`]: to(`${PAGE}/back`) },
    sent: [
      [`POST ${PAGE}/`, `origin: ${PAGE}`],
      [`POST ${API}/`, 'origin: null'],
      [`POST ${PAGE}/back`, 'origin: null'],
    ],
    messages: [],
  },
  {
    engine: 'chromium',
    what: 'tells of forbidden headers up to one that is none',
    requests: [{ url: `${API}/`, initiator: 'xhr', headers: FORBIDDEN }],
    sent: [],
    messages: ['Refused to set unsafe header "Keep-Alive"'],
  },
  {
    engine: 'firefox',
    what: 'tells of forbidden headers up to one that is none',
    requests: [{ url: `${API}/`, initiator: 'xhr', headers: FORBIDDEN }],
    sent: [],
    messages: ['Attempt to set a forbidden header was denied: Keep-Alive'],
  },
  {
    engine: 'chromium',
    what: 'takes a relative Location of another origin without user and password',
    requests: [{ url: 'https://u:p@api.example/', initiator: 'xhr' }],
    answers: { [`GET ${API}/`]: to('two', allowed) },
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
    what: 'remembers of an answer to a request with credentials no wildcard',
    requests: [
      { url: `${API}/`, headers: [['*', 'star']], credentials: 'include' },
      { url: `${API}/`, headers: [['x-a', '1']] },
    ],
    answers: {
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
    answers: { [`OPTIONS ${API}/`]: ok(allowed, anyHeader), [`GET ${API}/`]: ok(allowed) },
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
