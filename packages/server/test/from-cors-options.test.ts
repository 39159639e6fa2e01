import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import corsPackage from 'cors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cors } from '../src/adapters/node.js';
import { type CorsOptions, fromCorsOptions, PolicyError, type PolicyProblem } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { listen } from './servers/listening.js';
import { send, values, type Wire } from './wire.js';

function mistakesOf(options: unknown): readonly PolicyProblem[] {
  try {
    fromCorsOptions(options as CorsOptions);
    return [];
  } catch (error) {
    return (error as PolicyError).problems;
  }
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** What a browser would read of the responses to an actual request and to a preflight of PATCH with X-Name. */
async function verdicts(middleware: Middleware, origin: string): Promise<unknown> {
  const server = await listen(
    createServer((request, response) => middleware(request, response, () => void response.end('ok'))),
  );
  const preflight = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'x-name' };
  const actual = await send(server.port, { headers: { origin } });
  const ahead = await send(server.port, { method: 'OPTIONS', headers: { origin, ...preflight } });
  await server.close();
  const lets = (wire: Wire) => ['*', origin].includes(values(wire, 'access-control-allow-origin')[0] ?? '');
  const names = (wire: Wire, name: string) =>
    values(wire, name)
      .join()
      .toLowerCase()
      .split(/\s*,\s*/);
  const covers = (name: string, wanted: string) => names(ahead, name).some((one) => one === wanted || one === '*');
  return {
    actual: lets(actual),
    exposed: lets(actual) && values(actual, 'access-control-expose-headers').join(),
    credentials: lets(actual) && values(actual, 'access-control-allow-credentials').join(),
    preflight:
      lets(ahead) &&
      covers('access-control-allow-methods', 'patch') &&
      covers('access-control-allow-headers', 'x-name'),
    maxAge: lets(ahead) && values(ahead, 'access-control-max-age').join(),
  };
}

describe('a browser sees the same as with the cors package', () => {
  test.each<[string, CorsOptions | undefined]>([
    ['its defaults', undefined],
    ['nothing', {}],
    ['*', { origin: '*' }],
    ['true', { origin: true }],
    ['one origin', { origin: APP, credentials: true }],
    ['a list', { origin: [APP, 'https://www.example.com'], credentials: true, maxAge: 600 }],
    [
      'names as text',
      { origin: [APP], methods: 'GET, PATCH', allowedHeaders: 'X-Name, X-Other', exposedHeaders: 'etag' },
    ],
    ['names as lists', { origin: [APP], methods: ['GET'], allowedHeaders: ['X-Name'], exposedHeaders: ['etag'] }],
    ['other headers', { origin: [APP], allowedHeaders: ['X-Other'], optionsSuccessStatus: 200 }],
    ['a function that says true', { origin: (origin, callback) => callback(null, origin === APP) }],
    [
      'a function that says which',
      { origin: (_origin, callback) => callback(null, [APP, /\.example\.net$/]), credentials: true },
    ],
    [
      'a function that says it later',
      { origin: (origin, callback) => setImmediate(callback, null, origin === APP ? '*' : false) },
    ],
  ])('%s', async (_what, options) => {
    for (const origin of [APP, STRANGER, 'https://a.example.net'])
      expect(await verdicts(cors(fromCorsOptions(options)), origin)).toEqual(
        await verdicts(corsPackage(options as corsPackage.CorsOptions), origin),
      );
  });
});

const OPTIONS = [
  ...['origin', 'methods', 'allowedHeaders', 'headers', 'exposedHeaders', 'credentials', 'maxAge'],
  ...['preflightContinue', 'optionsSuccessStatus', 'other'],
];

describe('what is not safe to carry over is refused, with the reason', () => {
  test.each<[unknown, string, string, string | undefined]>([
    [{ credentials: true }, 'wildcard-with-credentials', 'origin', undefined],
    [{ origin: '*', credentials: true }, 'wildcard-with-credentials', 'origin', undefined],
    [{ origin: /\.example\.com$/ }, 'not-portable', 'origin', 'https://*.example.com'],
    [{ origin: /^https:\/\/.*\.example\.com\/?$/ }, 'not-portable', 'origin', 'https://*.example.com'],
    [{ origin: [APP, /example/] }, 'not-portable', 'origin[1]', undefined],
    [{ origin: [APP, true] }, 'not-portable', 'origin[1]', undefined],
    [{ origin: false }, 'not-portable', 'origin', undefined],
    [{ origin: ['*'] }, 'wildcard-beside-names', 'origin[0]', "'*'"],
    [{ origin: 'https://app.example.com/' }, 'not-an-origin', 'origin[0]', APP],
    [{ preflightContinue: true }, 'not-portable', 'preflightContinue', undefined],
    [{ optionsSuccessStatus: 404 }, 'not-portable', 'optionsSuccessStatus', undefined],
    [{ allowedHeaders: ['Access-Control-Allow-Origin'] }, 'wrong-direction', 'allowedHeaders[0]', undefined],
    [{ exposedHeaders: ['*'] }, 'wildcard-beside-names', 'exposedHeaders[0]', undefined],
    [{ maxAge: 1e6 }, 'out-of-range', 'maxAge', '86400'],
    [{ orgin: APP }, 'unknown-key', 'orgin', undefined],
    [() => ({}), 'not-portable', '', undefined],
    [null, 'wrong-type', '', undefined],
    ['https://app.example.com', 'wrong-type', '', undefined],
    [{ origin: {} }, 'wrong-type', 'origin', undefined],
    [{ origin: 5 }, 'wrong-type', 'origin', undefined],
    [{ origin: new Set([APP]) }, 'wrong-type', 'origin', undefined],
    [{ origin: null }, 'wrong-type', 'origin', undefined],
    [{ origin: [APP, undefined] }, 'wrong-type', 'origin[1]', undefined],
    [{ origin: [APP, () => true] }, 'wrong-type', 'origin[1]', undefined],
    [{ methods: null }, 'wrong-type', 'methods', undefined],
    [{ methods: 5 }, 'wrong-type', 'methods', undefined],
    [{ methods: [5] }, 'wrong-type', 'methods[0]', undefined],
    [{ exposedHeaders: null }, 'wrong-type', 'exposedHeaders', undefined],
    [{ allowedHeaders: null }, 'wrong-type', 'allowedHeaders', undefined],
    [{ allowedHeaders: '' }, 'not-portable', 'allowedHeaders', undefined],
    [{ headers: '' }, 'not-portable', 'headers', undefined],
    [{ credentials: null, origin: APP }, 'wrong-type', 'credentials', undefined],
    [{ maxAge: null }, 'wrong-type', 'maxAge', undefined],
  ])('%j', (options, code, path, suggestion) => {
    const [mistake, ...others] = mistakesOf(options);
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ code, path });
    expect(mistake?.suggestion).toBe(suggestion);
  });

  test('anything at all is a policy or a sentence', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.constantFrom(...OPTIONS), (whole, part, option) => {
        for (const options of [whole, { [option]: part }, { [option]: [part] }])
          try {
            fromCorsOptions(options as CorsOptions);
          } catch (error) {
            expect(error).toBeInstanceOf(PolicyError);
          }
      }),
    );
  });

  test('true with credentials, which opens the server to every site', () => {
    expect(mistakesOf({ origin: true, credentials: true }).map((mistake) => mistake.code)).toContain('not-portable');
  });
});
