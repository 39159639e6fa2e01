import { expect, test } from 'vitest';
import { type Conversion, convert, type NotConverted, policyOf, read } from '../src/index.js';

const P = 'nginx.ingress.kubernetes.io';

async function converted(path: string, text: string, stack: Parameters<typeof convert>[1]) {
  const [reading] = read({ files: [{ path, text }] }).policies;
  return convert(reading!, stack);
}

const ingress = (annotations: Readonly<Record<string, string>>) =>
  [
    'apiVersion: networking.k8s.io/v1',
    'kind: Ingress',
    'metadata:',
    '  name: api',
    '  annotations:',
    `    ${P}/enable-cors: "true"`,
    ...Object.entries(annotations).map(([name, value]) => `    ${P}/cors-${name}: "${value}"`),
  ].join('\n');

const kindsOf = (result: Conversion | NotConverted) =>
  'why' in result
    ? result.why
    : [...new Set(result.comparison.differences.map(({ kind, aspect }) => `${kind} ${aspect}`))];

const CLOSED = expect.stringContaining('browsers refuse');
const LABEL = 'narrowed';

/** Annotations, what is left out, and the kinds of differences that are left. */
const cases: readonly (readonly [Readonly<Record<string, string>>, readonly unknown[], readonly string[]])[] = [
  // The defaults: * with credentials.
  [{}, [CLOSED], []],
  [{ 'allow-origin': '*' }, [CLOSED], []],
  [{ 'allow-origin': '*', 'allow-credentials': 'true', 'allow-methods': 'GET, PUT' }, [CLOSED], []],
  [{ 'allow-origin': '*', 'allow-credentials': 'false' }, [], []],
  [{ 'allow-origin': '*', 'allow-credentials': 'false', 'allow-headers': '*' }, [], []],
  [{ 'allow-origin': 'https://app.example.com' }, [], []],
  [{ 'allow-origin': 'https://app.example.com', 'allow-credentials': 'false' }, [], []],
  [{ 'allow-origin': 'https://a.example.com, https://b.example.com:8443' }, [], []],
  [{ 'allow-origin': 'https://app.example.com', 'allow-methods': 'GET, OPTIONS' }, [], []],
  [{ 'allow-origin': 'https://app.example.com', 'allow-methods': 'PUT, PATCH, DELETE' }, [], []],
  [{ 'allow-origin': 'https://app.example.com', 'allow-headers': 'X-Id, Authorization' }, [], []],
  [
    { 'allow-origin': 'https://app.example.com', 'allow-headers': '*' },
    [expect.stringContaining('Name the headers')],
    ['narrowed request-header'],
  ],
  [{ 'allow-origin': 'https://app.example.com', 'expose-headers': 'X-Total, ETag' }, [], []],
  [{ 'allow-origin': 'https://app.example.com', 'max-age': '600' }, [], []],
  [{ 'allow-origin': 'http://localhost:3000, http://app.example.com' }, [], []],
  // Origins that no page has.
  [
    { 'allow-origin': 'https://app.example.com, https://b.example.com/' },
    [expect.stringContaining('https://b.example.com/')],
    [],
  ],
  [{ 'allow-origin': 'https://app.example.com, null' }, [expect.stringContaining('null')], [`${LABEL} origin`]],
  // One label there, any number of labels here: the pattern would allow more.
  [
    { 'allow-origin': 'https://*.example.com, https://example.com' },
    [expect.stringContaining('https://*.example.com')],
    [`${LABEL} origin`],
  ],
  [
    { 'allow-origin': 'https://app.example.com', 'allow-methods': 'PROPFIND, PUT' },
    [expect.stringContaining('PROPFIND')],
    ['narrowed method'],
  ],
  [{ 'allow-origin': 'https://app.example.com', 'allow-headers': 'Cookie, X-Id' }, [], []],
];

test('ingress-nginx to the Gateway API: nothing is allowed that was not, and what is lost is reported', async () => {
  expect(cases).toHaveLength(20);
  for (const [annotations, leftOut, differences] of cases) {
    const result = await converted('ingress.yaml', ingress(annotations), 'gateway-api');
    const shown = JSON.stringify(annotations);
    expect('leftOut' in result && result.leftOut, shown).toEqual(leftOut);
    expect(kindsOf(result), shown).toEqual(differences);
  }
});

test('* with credentials is closed, where the target would send every origin back', async () => {
  const result = (await converted('ingress.yaml', ingress({}), 'gateway-api')) as Conversion;
  expect(result.recipe.files[0]?.code).toContain('allowCredentials: false');
  expect(result.comparedWith).toBe('target');
});

const express = (options: string) => `import cors from 'cors';\napp.use(cors({ ${options} }));\n`;

test('every origin with credentials is never rendered', async () => {
  const result = (await converted('app.js', express('origin: true, credentials: true'), 'nginx')) as Conversion;
  expect(result.policy).toMatchObject({ origins: '*' });
  expect(result.leftOut).toEqual([expect.stringContaining('any website')]);
  expect(kindsOf(result)).toEqual(['narrowed credentials']);
});

test.each([
  ['/^https:\\/\\/([a-z0-9_-]+\\.)+example\\.com$/', ['https://*.example.com']],
  ['/^https:\\/\\/(.+\\.)?example\\.com$/', ['https://*.example.com', 'https://example.com']],
  ['/^https:\\/\\/(app|admin)\\.example\\.com$/', ['https://app.example.com', 'https://admin.example.com']],
  ['/^http:\\/\\/localhost(:\\d+)?$/', ['http://localhost:*']],
  // Narrower than any wildcard.
  ['/^https:\\/\\/pr-\\d+\\.example\\.com$/', undefined],
])('a pattern as entries of a policy: %s', (source, origins) => {
  const [reading] = read({ files: [{ path: 'app.js', text: express(`origin: [${source}]`) }] }).policies;
  const found = policyOf(reading!);
  expect(typeof found === 'string' ? undefined : found.policy.origins).toEqual(origins);
  if (origins === undefined) expect(found).toContain('cannot express it');
});

test('what is not known is not converted', async () => {
  expect(await converted('app.js', express('origin: process.env.ORIGIN'), 'nginx')).toMatchObject({
    why: expect.stringContaining('ORIGIN'),
  });
});
