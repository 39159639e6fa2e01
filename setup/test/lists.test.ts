import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogues } from '../lists/catalogues.mjs';
import { ordered } from '../lists/order.mjs';
import { entryIn, readEntries } from '../lists/read-entries.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Orders that decide what a person sees first. Entries that are added stand anywhere between. */
const ORDERS: Readonly<Record<string, string>> = {
  cause: `
    mixed-content unsupported-scheme blocked-port dns-failure connection-refused connection-reset timeout tls-failure
    challenge stale-preflight cached-without-vary cached-other-origin added-twice-by-proxy
    edge-answers-preflight gateway-error stripped-by-proxy overwritten-by-proxy redirect-with-userinfo
    response-redirected preflight-redirected null-origin origin-not-allowed method-not-allowed
    header-not-allowed preflight-needs-auth protocol-failure route-missing preflight-not-handled
    duplicate-allow-origin multiple-origins-in-header invalid-allow-origin wildcard-with-credentials
    origin-mismatch response-without-headers-on-error headers-only-on-preflight headers-only-on-response
    no-allow-origin credentials-not-allowed malformed-allow-list cross-origin-resource-policy header-not-exposed same-origin
    opaque-response not-cors local-network-access`,
  warning: `
    reflects-any-origin null-allowed allows-trailing-junk http-origin-with-credentials missing-vary
    error-path-uncovered authorization-under-wildcard no-max-age max-age-over-cap preflight-has-body vary-star`,
  class: `
    reflects-any-origin null-allowed prefix-match unescaped-dot substring-match suffix-match part-of-list
    any-subdomain http-allowed any-port localhost-allowed preview-hosts look-alike third-party
    special-characters`,
  stack: `
    nestjs nextjs express fastify koa hono h3 node-http starlette fastapi flask django rails laravel spring
    quarkus aspnet-core go-rs-cors go-jub0bs cloudflare-worker ingress-nginx gateway-api nginx apache caddy
    haproxy traefik envoy kong varnish aws-lambda-url aws-s3 gcs azure-app-service supabase firebase vercel
    netlify aws-api-gateway-rest aws-api-gateway-http azure-apim aws-cloudfront cloudflare-rules`,
  command: `
    check fix explain init test watch audit logs proxy browser ui demo completion`,
  reporter: `
    json junit sarif github tap markdown`,
  'log-format': `
    combined vhost common cors lighttpd haproxy envoy istio iis alb cloudfront s3 apigateway-csv uvicorn
    morgan-dev morgan-short caddy traefik cloudflare envoy-json apigateway cloudfront-json gcp azure-gateway
    kong vercel fastly lograge-json pino json lograge heroku`,
  wrapper: `
    colours docker journal-json cri syslog5424 syslog heroku-logs compose kubectl timestamp journal-export
    json-message`,
  dialect: `
    clickhouse duckdb athena bigquery`,
};

test.each(Object.entries(ORDERS))('the order of each %s follows from what the entries say', (kind, text) => {
  const catalogue = catalogues.find((one) => one.kind === kind)!;
  const ids = ordered(readEntries(root, catalogue), catalogue.groups?.values).map(({ id }) => id);
  const expected = text.trim().split(/\s+/);
  expect(ids.filter((id) => expected.includes(id))).toEqual(expected);
});

const entry = (id: string, before: readonly string[] = [], group?: string) => ({
  id,
  name: id,
  before,
  draft: false,
  ...(group !== undefined && { group }),
});
const idsOf = (...entries: Parameters<typeof ordered>[0][number][]) => ordered(entries).map(({ id }) => id);

test('entries stand by id, unless one names another that comes after it', () => {
  expect(idsOf(entry('c'), entry('b'), entry('a'))).toEqual(['a', 'b', 'c']);
  expect(idsOf(entry('a'), entry('b'), entry('c', ['a']))).toEqual(['b', 'c', 'a']);
});

test('an order that cannot be is refused with a sentence', () => {
  expect(() => idsOf(entry('a', ['x']))).toThrow("'a' can't come before 'x': its group has no such entry.");
  expect(() => idsOf(entry('a', ['b']), entry('b', ['a']))).toThrow('No order has each of a, b before what it names.');
});

const causes = catalogues.find(({ kind }) => kind === 'cause')!;
const PATH = `${causes.folder}/timeout.ts`;
const cause = (properties: string) => `export const timeout: CauseRule = { ${properties} };`;

test('an entry is read from its text', () => {
  const code = cause("id: 'timeout', stage: 'no-response', before: ['tls-failure'], draft: true");
  expect(entryIn(PATH, code, causes)).toEqual({
    id: 'timeout',
    name: 'timeout',
    group: 'no-response',
    before: ['tls-failure'],
    draft: true,
  });
});

test('an entry may be what a function defines', () => {
  const commands = catalogues.find(({ kind }) => kind === 'command')!;
  const path = `${commands.folder}/check.ts`;
  expect(entryIn(path, "export const check = defineCommand({ name: 'check' });", commands)).toMatchObject({
    id: 'check',
    name: 'check',
  });
  expect(() => entryIn(path, "export const check: Command = { name: 'check' };", commands)).toThrow(
    'must export one constant of type Command, written as an object in defineCommand',
  );
});

test.each([
  ['export const timeout = 1;', /must export one constant of type CauseRule/],
  [cause("id: 'time-out', stage: 'no-response'"), /must have id: 'timeout'/],
  [cause("id: 'timeout', stage: 'later'"), /must have stage: one of no-response, /],
])('what is not an entry has no place in the folder: %s', (code, message) => {
  expect(() => entryIn(PATH, code, causes)).toThrow(message);
});
