import fc from 'fast-check';
import type { HeaderList, Initiator, PageRequest, Send, WireResponse } from '../src/index.js';
import { normalizeValue } from '../src/index.js';

const ORIGINS = ['https://app.example.com', 'http://localhost:3000', 'https://a', 'null', 'capacitor://localhost'];
const HOSTS = [
  'https://api.example.com',
  'https://app.example.com',
  'http://localhost:3000',
  'https://xn--bcher-kva.example:8443',
];

/** One char per byte, as a header's value keeps it. */
export const headerValue = fc
  .array(fc.integer({ min: 1, max: 255 }), { maxLength: 24 })
  .map((bytes) => normalizeValue(String.fromCharCode(...bytes).replace(/[\r\n]/g, ' ')));

const token = fc.stringMatching(/^[!#$%&*+.^_|~0-9A-Za-z-]{1,12}$/);

const pathAndQuery = fc
  .tuple(
    fc.webPath(),
    fc.option(fc.webQueryParameters(), { nil: undefined }),
    fc.option(fc.webFragments(), { nil: undefined }),
  )
  .map(([path, query, hash]) => `${path || '/'}${query ? `?${query}` : ''}${hash ? `#${hash}` : ''}`);

const url = fc.tuple(fc.constantFrom(...HOSTS), pathAndQuery).map(([host, path]) => `${host}${path}`);

const location = fc.oneof(
  { weight: 6, arbitrary: url },
  { weight: 2, arbitrary: pathAndQuery },
  fc.constantFrom(
    'https://user:pass@api.example.com/in',
    'data:text/plain,a b',
    'ftp://example.com/',
    'weird:thing',
    'http://%',
    '',
  ),
);

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'patch', 'PATCH', 'OPTIONS', 'Custom'];

const anyRequest: fc.Arbitrary<PageRequest> = fc.record(
  {
    origin: fc.constantFrom(...ORIGINS),
    url,
    method: fc.oneof(fc.constantFrom(...METHODS), token),
    headers: fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom('Content-Type', 'Authorization', 'Accept', 'X-Api-Key', 'Range', 'DPR'), token),
        fc.oneof(fc.constantFrom('application/json', 'text/plain', 'bytes=0-9'), headerValue),
      ),
      { maxLength: 4 },
    ),
    body: fc.constantFrom(null, 'a=b'),
    mode: fc.constantFrom('cors', 'cors', 'cors', 'no-cors', 'same-origin'),
    credentials: fc.constantFrom('omit', 'same-origin', 'include'),
    redirect: fc.constantFrom('follow', 'follow', 'follow', 'error', 'manual'),
    cache: fc.constantFrom('default', 'no-store', 'reload', 'no-cache', 'force-cache'),
    initiator: fc.constantFrom<Initiator>('fetch', 'fetch', 'xhr', 'font', 'script', 'image', 'module', 'eventsource'),
    uploadListener: fc.boolean(),
  },
  { requiredKeys: ['origin', 'url'] },
);

/** Only `fetch()` has modes of its own, for the request, for redirects and for caches. */
export const pageRequest = anyRequest.map((request): PageRequest => {
  if ((request.initiator ?? 'fetch') === 'fetch') return request;
  const { mode, redirect, cache, ...others } = request;
  return others;
});

/** Header lines that are right for some page, or wrong in some way. */
const corsHeaders: fc.Arbitrary<HeaderList> = fc
  .tuple(
    fc.array(
      fc.oneof(
        fc.constantFrom(...ORIGINS, '*', 'https://app.example.com/', 'https://a, https://b', 'yes'),
        headerValue,
      ),
      {
        maxLength: 2,
      },
    ),
    fc.array(fc.oneof(fc.constantFrom('true', 'True', 'false'), headerValue), { maxLength: 1 }),
    fc.array(fc.oneof(fc.constantFrom('*', 'PUT, PATCH, DELETE', 'GET PUT', '"PUT"'), headerValue), { maxLength: 1 }),
    fc.array(fc.oneof(fc.constantFrom('*', 'content-type, authorization, x-api-key', 'bad header'), headerValue), {
      maxLength: 1,
    }),
    fc.array(fc.constantFrom('0', '-1', '600', 'x', ''), { maxLength: 1 }),
    fc.array(headerValue, { maxLength: 1 }),
  )
  .map(([origins, credentials, methods, headers, maxAge, expose]) => [
    ...origins.map((value) => ['Access-Control-Allow-Origin', value] as const),
    ...credentials.map((value) => ['access-control-allow-credentials', value] as const),
    ...methods.map((value) => ['Access-Control-Allow-Methods', value] as const),
    ...headers.map((value) => ['Access-Control-Allow-Headers', value] as const),
    ...maxAge.map((value) => ['Access-Control-Max-Age', value] as const),
    ...expose.map((value) => ['Access-Control-Expose-Headers', value] as const),
  ]);

/** `undefined` drops the connection. */
const response: fc.Arbitrary<WireResponse | undefined> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 14,
    arbitrary: fc
      .tuple(
        fc.oneof(fc.constantFrom(200, 204, 200, 301, 302, 303, 307, 308, 404, 500), fc.integer({ min: 100, max: 599 })),
        corsHeaders,
        fc.array(location, { maxLength: 2 }),
      )
      .map(([status, headers, locations]) => ({
        status,
        headers: [...headers, ...locations.slice(0, status === 200 ? 0 : 2).map((to) => ['Location', to] as const)],
      })),
  },
);

/** What servers return, request after request; the last for all that follow. */
export const responses = fc.array(response, { minLength: 1, maxLength: 5 });

export function sendFrom(list: readonly (WireResponse | undefined)[]): Send {
  let sent = 0;
  return async () => {
    const response = list[Math.min(sent++, list.length - 1)];
    if (!response) throw new Error('the connection was closed');
    return response;
  };
}
