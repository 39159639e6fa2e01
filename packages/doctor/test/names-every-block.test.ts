import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose } from '../src/index.js';
import { isPreflight, ORIGIN, type Response, type Script, serve } from './scripted-server.js';

const NAMES = {
  origin: 'Access-Control-Allow-Origin',
  credentials: 'Access-Control-Allow-Credentials',
  methods: 'Access-Control-Allow-Methods',
  headers: 'Access-Control-Allow-Headers',
} as const;

/** The response to everything: it allows the requests of the pages below. */
const passing = (preflight: boolean): Response => ({
  status: preflight ? 204 : 200,
  headers: [
    [NAMES.origin, ORIGIN],
    [NAMES.credentials, 'true'],
    ...(preflight
      ? ([
          [NAMES.methods, 'PUT, DELETE'],
          [NAMES.headers, 'content-type, x-api-key'],
          ['Access-Control-Max-Age', '600'],
        ] as const)
      : []),
  ],
});

const PAGES = {
  simple: { method: 'GET' },
  keyed: { method: 'GET', headers: [['X-Api-Key', 'k']] },
  put: { method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' },
} as const;
type Page = keyof typeof PAGES;
type Leg = 'preflight' | 'actual' | 'both';

/** One thing that is wrong: header lines in place of the right ones, or a status; and the cause that it is. */
interface Breakage {
  readonly name?: string;
  readonly lines?: readonly string[];
  readonly status?: number;
  readonly cause: (page: Page, leg: Leg) => string;
}

const lines = (name: string, cause: string, ...values: readonly (readonly string[])[]): Breakage[] =>
  values.map((one) => ({ name, lines: one, cause: () => cause }));

/** What the absence of the header means depends on who else has it. */
const absent: Breakage = {
  name: NAMES.origin,
  lines: [],
  cause: (_page, leg) => {
    if (leg === 'both') return 'no-allow-origin';
    return leg === 'preflight' ? 'headers-only-on-response' : 'headers-only-on-preflight';
  },
};

const onBoth: readonly Breakage[] = [
  absent,
  ...lines(
    NAMES.origin,
    'origin-mismatch',
    [`${ORIGIN}/`],
    ['http://app.example.com'],
    [`${ORIGIN}:443`],
    [ORIGIN.toUpperCase()],
    ['https://b.example'],
    ['null'],
    ['app.example.com'],
  ),
  ...lines(
    NAMES.origin,
    'invalid-allow-origin',
    ['yes'],
    [''],
    ['https://*.example.com'],
    ['undefined'],
    ['**'],
    ['[object Object]'],
    [`"${ORIGIN}"`],
  ),
  ...lines(NAMES.origin, 'duplicate-allow-origin', [ORIGIN, ORIGIN], ['*', ORIGIN], [ORIGIN, 'https://b.example']),
  ...lines(
    NAMES.origin,
    'multiple-origins-in-header',
    [`${ORIGIN}, https://b.example`],
    [`${ORIGIN},`],
    [`${ORIGIN} ${ORIGIN}`],
  ),
  ...lines(NAMES.origin, 'wildcard-with-credentials', ['*']),
  ...lines(NAMES.credentials, 'credentials-not-allowed', [], ['True'], ['1'], ['true', 'true'], ['true, true'], ['']),
];

const onPreflight: readonly Breakage[] = [
  ...lines(NAMES.methods, 'malformed-allow-list', ['"PUT"'], ['PUT;DELETE'], ['PUT DELETE']),
  ...lines(NAMES.headers, 'malformed-allow-list', ['content-type x-api-key'], ['[content-type]'], ['a, {b}']),
  ...lines(NAMES.headers, 'header-not-allowed', [], ['x-other'], ['*']),
  ...[400, 404, 405, 418, 500, 501, 300, 304].map(
    (status): Breakage => ({ status, cause: () => 'preflight-not-handled' }),
  ),
  { status: 401, cause: () => 'preflight-needs-auth' },
  { status: 403, cause: () => 'preflight-refused' },
  ...[301, 302, 307, 308].map((status): Breakage => ({ status, cause: () => 'preflight-redirected' })),
  ...[502, 504].map((status): Breakage => ({ status, cause: () => 'gateway-error' })),
];

const onPut = lines(NAMES.methods, 'method-not-allowed', [], ['put'], ['*'], ['DELETE, PATCH']);

/** Where it may be broken, and how. */
const placed = fc.oneof(
  fc.record({
    page: fc.constantFrom<Page>('simple'),
    leg: fc.constant<Leg>('actual'),
    breakage: fc.constantFrom(...onBoth),
  }),
  fc.record({
    page: fc.constantFrom<Page>('keyed', 'put'),
    leg: fc.constantFrom<Leg>('preflight', 'actual', 'both'),
    breakage: fc.constantFrom(...onBoth),
  }),
  fc.record({
    page: fc.constantFrom<Page>('keyed', 'put'),
    leg: fc.constant<Leg>('preflight'),
    breakage: fc.constantFrom(...onPreflight),
  }),
  fc.record({
    page: fc.constant<Page>('put'),
    leg: fc.constant<Leg>('preflight'),
    breakage: fc.constantFrom(...onPut),
  }),
);

type Placed = Pick<Breakage, 'name' | 'lines' | 'status'> & { readonly leg: Leg };

const broken =
  (breakages: readonly Placed[]): Script =>
  (request) => {
    const preflight = isPreflight(request);
    return breakages
      .filter(({ leg }) => leg === 'both' || preflight === (leg === 'preflight'))
      .reduce<Response>((response, { name, lines = [], status = response.status }) => {
        const others = response.headers.filter(([other]) => other !== name);
        const own = name === undefined ? [] : lines.map((line) => [name, line] as const);
        const location = status >= 300 && status < 400 ? [['Location', '/elsewhere'] as const] : [];
        return { status, headers: [...others, ...own, ...location] };
      }, passing(preflight));
  };

test('where exactly one thing is broken, it is named first', async () => {
  let script: Script = () => undefined;
  const { url } = await serve((request) => script(request));
  await fc.assert(
    fc.asyncProperty(placed, async ({ page, leg, breakage }) => {
      script = broken([{ ...breakage, leg }]);
      const request = { ...PAGES[page], origin: ORIGIN, url: `${url}/users`, credentials: 'include' } as const;
      const { causes, verdict } = await diagnose(request, { send: true });
      expect(verdict.chromium.allowed).toBe(false);
      expect(causes[0]?.id).toBe(breakage.cause(page, leg));
    }),
    { numRuns: Number(process.env.RUNS ?? 80) },
  );
}, 20_000);

test('whenever a browser blocks, some cause is named, and when all are fixed it passes', async () => {
  let script: Script = () => undefined;
  const { url } = await serve((request) => script(request));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Page>('simple', 'keyed', 'put'),
      fc.array(placed, { minLength: 2, maxLength: 4 }),
      fc.constantFrom('include', 'same-origin' as const),
      fc.constantFrom('https://app.example.com', 'null'),
      async (page, breakages, credentials, origin) => {
        script = broken(breakages.map(({ leg, breakage }) => ({ ...breakage, leg })));
        const { causes, verdict } = await diagnose({
          ...PAGES[page],
          origin,
          url: `${url}/users`,
          credentials: credentials as 'include',
        });
        if (verdict.chromium.allowed === false) expect(causes.length).toBeGreaterThan(0);
        expect(causes.length === 0 || causes.at(-1)?.allowedAfter?.chromium.allowed).toBe(true);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 60) },
  );
}, 20_000);
