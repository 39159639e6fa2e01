import { describe, expect, test } from 'vitest';
import { createPolicy, PolicyError, type PolicyProblem, parsePolicy } from '../src/index.js';

/** What a policy made of any data is refused for. */
function mistakesOf(config: unknown): readonly PolicyProblem[] {
  try {
    parsePolicy(config);
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
}

/** Nothing is certain enough to be suggested. */
const NONE = 'none';

const OK = { origins: ['https://app.example.com'] };

describe('an origin is refused, with what to write instead', () => {
  test.each([
    ['https://app.example.com/', 'not-an-origin', 'https://app.example.com'],
    ['https://app.example.com/path', 'not-an-origin', 'https://app.example.com'],
    ['app.example.com', 'not-an-origin', 'https://app.example.com'],
    ['https://App.Example.com', 'not-an-origin', 'https://app.example.com'],
    ['https://app.example.com:443', 'not-an-origin', 'https://app.example.com'],
    ['http://localhost:80', 'not-an-origin', 'http://localhost'],
    ['localhost:5173', 'not-an-origin', 'http://localhost:5173'],
    ['https://bücher.example', 'not-an-origin', 'https://xn--bcher-kva.example'],
    ['https://user@app.example.com', 'not-an-origin', 'https://app.example.com'],
    ['https://app.example.com ', 'not-an-origin', 'https://app.example.com'],
    ['"https://app.example.com"', 'not-an-origin', 'https://app.example.com'],
    ["'localhost:5173'", 'not-an-origin', 'http://localhost:5173'],
    ['"https://a.example, b.example"', 'not-an-origin', "'https://a.example', 'https://b.example'"],
    ['["https://a.example"]', 'not-an-origin', undefined],
    ['', 'not-an-origin', undefined],
    ['null', 'null-origin', undefined],
    ['*', 'wildcard-beside-names', "'*'"],
    ['*.example.com', 'not-an-origin', 'https://*.example.com'],
    ['https://*.Example.com', 'not-an-origin', 'https://*.example.com'],
    ['https://*.example.com/', 'not-an-origin', 'https://*.example.com'],
    ['https://*', 'invalid-pattern', undefined],
    ['https://*example.com', 'invalid-pattern', undefined],
    ['https://api.*.example.com', 'invalid-pattern', undefined],
    ['https://example.*', 'invalid-pattern', undefined],
    ['https://*.192.168.0.1', 'invalid-pattern', undefined],
    ['https://*.*.example.com', 'invalid-pattern', undefined],
    ['*://app.example.com', 'invalid-pattern', undefined],
    [7, 'wrong-type', undefined],
    ['https://a.example,https://b.example', 'not-an-origin', "'https://a.example', 'https://b.example'"],
    ['https://a.example https://*.b.example', 'not-an-origin', "'https://a.example', 'https://*.b.example'"],
    ['https://A.example/;b.example', 'not-an-origin', "'https://a.example', 'https://b.example'"],
    ['https://a.example,null', 'not-an-origin', undefined],
    ['https://a.example,https://*', 'not-an-origin', undefined],
    ['ws://localhost:3000', 'not-an-origin', 'http://localhost:3000'],
    ['wss://*.example.com', 'not-an-origin', 'https://*.example.com'],
    ['http://example..com', 'not-an-origin', undefined],
    ['http://.domain', 'not-an-origin', undefined],
    ['https://example.com:0', 'not-an-origin', undefined],
  ])('%j', (origin, code, suggestion) => {
    const [mistake, ...others] = mistakesOf({ origins: ['https://first.example', origin] });
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ code, path: 'origins[1]', text: String(origin) });
    expect(mistake?.suggestion).toBe(suggestion);
  });

  test.each([
    [{ origins: [] }, 'missing'],
    [{}, 'missing'],
    [{ origins: 'https://app.example.com' }, 'wrong-type', "['https://app.example.com']"],
    [{ origins: 'https://a.example, https://b.example/' }, 'wrong-type', "['https://a.example', 'https://b.example']"],
    [{ origins: 'https://a.example,*' }, 'wrong-type'],
    [{ origins: /example/ }, 'wrong-type'],
    [null, 'wrong-type'],
    ['*', 'wrong-type'],
  ])('%j', (config, code, suggestion?: string) => {
    expect(mistakesOf(config)).toMatchObject([{ code }]);
    if (code !== 'missing') expect(mistakesOf(config)[0]?.suggestion).toBe(suggestion);
  });
});

describe('with credentials', () => {
  test.each([
    ['*', 'wildcard-with-credentials'],
    [['http://app.example.com'], 'insecure-origin'],
    [['http://*.example.com'], 'insecure-origin'],
    [['http://127.example.com'], 'insecure-origin'],
    [['http://localhost.example.com'], 'insecure-origin'],
    [['https://*.com'], 'public-suffix'],
    [['https://*.co.uk'], 'public-suffix'],
    [['https://*.github.io'], 'public-suffix'],
    [['https://*.vercel.app:*'], 'public-suffix'],
    [['https://*.com.'], 'public-suffix'],
    [['https://*.github.io.'], 'public-suffix'],
    [['https://*.trycloudflare.com'], 'public-suffix'],
  ])('origins %j are refused', (origins, code) => {
    expect(mistakesOf({ origins, credentials: true }).map((mistake) => mistake.code)).toEqual([code]);
    expect(mistakesOf({ origins })).toEqual([]);
  });

  test.each([
    'http://localhost:3000',
    'http://localhost:*',
    'http://127.0.0.1:8080',
    'http://localhost.',
    'http://[::1]',
    'http://*.localhost:*',
    'https://*.example.com',
    'https://*.example.co.uk',
    'https://*.me.github.io',
    'https://*.example.com:*',
    'capacitor://localhost',
    'chrome-extension://abcdefghijklmnop',
  ])('%s is accepted', (origin) => {
    expect(mistakesOf({ origins: [origin], credentials: true })).toEqual([]);
  });

  test('only an option that names the danger allows them', () => {
    const config = { origins: ['http://app.example.com', 'https://*.github.io'], credentials: true };
    expect(mistakesOf(config)).toHaveLength(2);
    expect(mistakesOf({ ...config, dangerouslyAllowInsecureOrigins: true })).toHaveLength(1);
    const both = { dangerouslyAllowInsecureOrigins: true, dangerouslyAllowPublicSuffixes: true };
    expect(mistakesOf({ ...config, ...both })).toEqual([]);
  });
});

describe('the other fields', () => {
  test.each([
    [{ methods: ['CONNECT'] }, 'forbidden-name', undefined],
    [{ methods: ['trace'] }, 'forbidden-name', undefined],
    [{ methods: ['PUT DELETE'] }, 'invalid-name', "'PUT', 'DELETE'"],
    [{ methods: ['PUT, DELETE,'] }, 'invalid-name', "'PUT', 'DELETE'"],
    [{ requestHeaders: ['X-A;X-B'] }, 'invalid-name', "'X-A', 'X-B'"],
    [{ vary: ['*'] }, 'wildcard-beside-names', undefined],
    [{ vary: ['X Y('] }, 'invalid-name', undefined],
    [{ vary: 'X-Tenant' }, 'wrong-type', "['X-Tenant']"],
    [{ methods: [''] }, 'invalid-name', undefined],
    [{ methods: ['patch'] }, 'wrong-case', 'PATCH'],
    [{ methods: ['Put'] }, 'wrong-case', 'PUT'],
    [{ methods: ['*'] }, 'wildcard-beside-names', undefined],
    [{ methods: 'PUT,DELETE' }, 'wrong-type', "['PUT', 'DELETE']"],
    [{ requestHeaders: ['X Y'] }, 'invalid-name', undefined],
    [{ requestHeaders: ['X-Name:'] }, 'invalid-name', undefined],
    [{ requestHeaders: ['Cookie'] }, 'forbidden-name', undefined],
    [{ requestHeaders: ['sec-fetch-mode'] }, 'forbidden-name', undefined],
    [{ requestHeaders: ['Access-Control-Allow-Origin'] }, 'wrong-direction', undefined],
    [{ requestHeaders: ['ETag'] }, 'wrong-direction', undefined],
    [{ requestHeaders: ['*', 'X-Name'] }, 'wildcard-beside-names', "'*'"],
    [{ requestHeaders: 'X-Name' }, 'wrong-type', "['X-Name']"],
    [{ requestHeaders: ['x'.repeat(5000)] }, 'too-long', undefined],
    [{ responseHeaders: ['Set-Cookie'] }, 'forbidden-name', undefined],
    [{ responseHeaders: ['Access-Control-Allow-Origin'] }, 'forbidden-name', undefined],
    [{ responseHeaders: ['User-Agent'] }, 'wrong-direction', undefined],
    [{ responseHeaders: ['*'] }, 'wildcard-beside-names', undefined],
    [{ responseHeaders: ['Ü'] }, 'invalid-name', undefined],
    [{ maxAge: -1 }, 'out-of-range', '0'],
    [{ maxAge: 86_401 }, 'out-of-range', '86400'],
    [{ maxAge: 0.5 }, 'out-of-range', undefined],
    [{ maxAge: Number.NaN }, 'out-of-range', undefined],
    [{ maxAge: '600' }, 'wrong-type', '600'],
    [{ maxAge: null }, 'wrong-type', NONE],
    [{ maxAge: '' }, 'wrong-type', NONE],
    [{ maxAge: true }, 'wrong-type', NONE],
    [{ maxAge: '10m' }, 'wrong-type', NONE],
    [{ credentials: 'true' }, 'wrong-type', undefined],
    [{ origin: '*' }, 'unknown-key', 'origins'],
    [{ allowedHeaders: [] }, 'unknown-key', 'requestHeaders'],
    [{ expose_headers: [] }, 'unknown-key', 'responseHeaders'],
    [{ credentails: true }, 'unknown-key', 'credentials'],
    [{ max_age: 5 }, 'unknown-key', 'maxAge'],
    [{ preflightContinue: true }, 'unknown-key', undefined],
  ])('%j is refused', (config, code, suggestion) => {
    const [mistake, ...others] = mistakesOf({ ...OK, ...config });
    expect(others).toEqual([]);
    expect(mistake?.code).toBe(code);
    if (suggestion === NONE) expect(mistake).not.toHaveProperty('suggestion');
    else if (suggestion !== undefined) expect(mistake?.suggestion).toBe(suggestion);
  });

  test('their full range is accepted', () => {
    const config = {
      methods: ['GET', 'PUT', 'PATCH', 'REPORT', 'purge'],
      requestHeaders: ['Content-Type', 'authorization', 'X-HTTP-Method-Override'],
      responseHeaders: ['ETag', 'X-Total', 'Location', 'Authorization'],
    };
    for (const maxAge of [0, 86_400]) expect(mistakesOf({ ...OK, ...config, maxAge })).toEqual([]);
  });
});

test('all mistakes come at once, each with its path and a way out', () => {
  const config = { origins: ['https://app.example.com/', 'null'], maxAge: 1e6, method: ['PUT'], methods: ['patch'] };
  expect(mistakesOf(config).map((mistake) => mistake.path)).toEqual([
    'method',
    'origins[0]',
    'origins[1]',
    'methods[0]',
    'maxAge',
  ]);
  expect(() => createPolicy(config as never)).toThrowError(
    'origins[0]: "https://app.example.com/": An origin has no trailing slash. Instead: https://app.example.com',
  );
});

test('ten thousand mistakes and hostile texts make a short message', () => {
  const origins = Array.from({ length: 10_000 }, (_, index) => `\u001b[31m${'x'.repeat(50)}${index}`);
  const error = (() => {
    try {
      return createPolicy({ origins });
    } catch (thrown) {
      return thrown as PolicyError;
    }
  })() as PolicyError;
  expect(error.problems).toHaveLength(10_000);
  expect(error.message.length).toBeLessThan(10_000);
  expect(error.message).not.toContain('\u001b');
});

test('TypeScript refuses * with credentials', () => {
  // @ts-expect-error Type 'true' is not assignable to type 'false'.
  expect(() => createPolicy({ origins: '*', credentials: true })).toThrow(PolicyError);
  // @ts-expect-error There is no such option.
  expect(() => createPolicy({ origins: '*', alowedOrigins: [] })).toThrow(PolicyError);
});
