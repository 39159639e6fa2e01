import type { IncomingMessage } from 'node:http';
import { get } from '@corsmith/protocol';
import { describe, expect, test } from 'vitest';
import { type Script, serve } from '../../doctor/test/scripted-server.js';
import { browsersAt } from '../src/browsers-at.js';
import { type AuditOptions, type AuditRequest, audit } from '../src/index.js';
import { allowing, serverThat } from './matcher-server.js';
import { APP, RIGHT, WRONG } from './origin-matchers.js';

const run = async (script: Script, request: Partial<AuditRequest> = {}, options: AuditOptions = {}) => {
  const { url } = await serve(script);
  return audit({ url, trusted: [APP], ...request }, options);
};
const ids = ({ findings }: Awaited<ReturnType<typeof audit>>) => findings.map(({ id }) => id).sort();
/** As if the server were on the internet. */
const onInternet = { resolve: async () => ['203.0.113.7'] };

/** Some of each kind. All of them, and the same in other languages, are in the testbed. */
const wrong = ['the last of the host', 'a list for developers, by its beginning', 'the host looked for in a text'];

test.each([...WRONG.filter(({ name }) => wrong.includes(name)), RIGHT[0]!])(
  '$name: $finds',
  async ({ allows, finds }) => {
    expect(ids(await run(serverThat(allows)))).toEqual([...finds].sort());
  },
);

test('says who can do what in which browsers, with the header lines', async () => {
  const { findings } = await run(serverThat((origin) => origin.startsWith(APP)));
  const { exchange } = findings[0]!.evidence[0]!;
  expect(findings[0]).toMatchObject({
    severity: 'high',
    attacker: 'anyone',
    impact: expect.stringContaining(
      'read this response as the signed-in visitor and send requests that change data (PUT, POST with JSON) in Chrome, Firefox and Safari',
    ),
    browsers: { webkit: { read: 'with-credentials', write: 'with-credentials' } },
    origins: expect.arrayContaining(['https://app.example.com.corsmith.test']),
    evidence: [{ header: ['Access-Control-Allow-Origin', 'https://app.example.com.corsmith.test'], exchange }, {}],
  });
});

test('a character that only one browser loads is a danger in that browser', async () => {
  const { findings } = await run(
    serverThat((origin) => /^(https:\/\/app\.example\.com|http:\/\/app\.example\.com\{.*)$/.test(origin)),
  );
  expect(findings).toMatchObject([
    {
      id: 'special-characters',
      severity: 'medium',
      impact: expect.stringContaining('in Safari only'),
      browsers: { chromium: { read: 'none' }, firefox: { read: 'none' }, webkit: { read: 'with-credentials' } },
    },
  ]);
});

test('origins that no browser sends are listed apart', async () => {
  const { findings, harmless } = await run(
    serverThat((origin) => [APP, `${APP}%60.corsmith.test`, `${APP}:443`].includes(origin)),
    { thorough: true },
  );
  expect(findings).toEqual([]);
  expect(harmless).toEqual([
    { origin: `${APP}:443`, why: 'no browser sends it' },
    { origin: `${APP}%60.corsmith.test`, why: 'no browser sends it' },
  ]);
});

describe('without credentials', () => {
  const sendsBack: Script = ({ headers: { origin } }) => ({
    status: 200,
    headers: [['Vary', 'Origin'], ...(origin ? [['Access-Control-Allow-Origin', origin] as const] : [])],
  });

  test('a list without effect is low, and nothing if the data needs cookies', async () => {
    const { findings } = await run(sendsBack, {}, onInternet);
    expect(findings).toMatchObject([{ id: 'reflects-any-origin', severity: 'low' }]);
    expect(ids(await run(sendsBack, { credentials: 'include' }, onInternet))).toEqual([]);
  });

  test('it is worse in a private network', async () => {
    expect((await run(sendsBack)).findings).toMatchObject([{ id: 'reflects-any-origin', severity: 'medium' }]);
  });

  test('* is fine on the internet, and insecure in a private network', async () => {
    const everyone: Script = () => ({ status: 200, headers: [['Access-Control-Allow-Origin', '*']] });
    expect(ids(await run(everyone, {}, onInternet))).toEqual([]);
    expect((await run(everyone)).findings).toMatchObject([{ id: 'wildcard-on-private-network', severity: 'medium' }]);
  });

  test('a list with credentials beside * is tested', async () => {
    const mixed: Script = ({ headers: { origin = '' } }) => ({
      status: 200,
      headers: origin.startsWith(APP) ? allowing(origin) : [['Access-Control-Allow-Origin', '*']],
    });
    expect(ids(await run(mixed, {}, onInternet))).toContain('prefix-match');
  });
});

test('a preflight that allows every origin allows the request, but not the response', async () => {
  const { findings } = await run(({ method, headers: { origin = '' } }) => ({
    status: 200,
    headers: method === 'OPTIONS' || origin === APP ? [['Vary', 'Origin'], ...allowing(origin)] : [['Vary', 'Origin']],
  }));
  expect(findings).toMatchObject([
    { id: 'preflight-only', severity: 'high', impact: expect.stringContaining('but not read the response') },
  ]);
});

test('an origin that is named only in responses to requests with a cookie is found', async () => {
  const audited = await run(({ headers: { origin, cookie } }) => ({
    status: 200,
    headers: origin && cookie ? [['Vary', 'Origin'], ...allowing(origin)] : [['Access-Control-Allow-Origin', '*']],
  }));
  expect(ids(audited)).toEqual(['reflects-any-origin']);
});

describe('cached for the wrong origin', () => {
  const cache =
    (kept: Map<string, string | undefined>, control: string): Script =>
    ({ url = '', headers: { origin } }) => {
      const isHit = kept.has(url);
      if (!isHit) kept.set(url, origin === APP ? origin : undefined);
      const allowed = kept.get(url);
      return {
        status: 200,
        headers: [
          ['Cache-Control', control],
          ...(allowed === undefined ? [] : [['Access-Control-Allow-Origin', allowed] as const]),
          ...(isHit ? [['X-Cache', 'HIT'] as const] : []),
        ],
      };
    };

  test('is proven if a cache is in front', async () => {
    const { findings } = await run(cache(new Map(), 'max-age=60'));
    expect(findings).toMatchObject([
      { id: 'cache-poisoning', severity: 'medium', impact: expect.stringContaining('blocked for everyone') },
    ]);
  });

  test.each([
    ['max-age=60', ['cache-poisoning']],
    ['private, max-age=60', []],
    ['no-store', []],
  ])('is possible if the response has %s', async (control, expected) => {
    const audited = await run(({ headers: { origin } }) => ({
      status: 200,
      headers: [['Cache-Control', control], ...(origin === APP ? [['Access-Control-Allow-Origin', APP] as const] : [])],
    }));
    expect(ids(audited)).toEqual(expected);
  });
});

test('finds the allowed origins on its own', async () => {
  const { url } = await serve(({ headers: { origin = '' } }) => ({
    status: 200,
    headers: /^http:\/\/127\.0\.0\.1:\d+/.test(origin) ? [['Vary', 'Origin'], ...allowing(origin)] : [],
  }));
  const { trusted, findings } = await audit({ url });
  expect(trusted).toEqual([url]);
  expect(findings).toMatchObject([{ id: 'any-port', attacker: 'machine' }]);
});

test('sends only GET and OPTIONS, six at a time, each with its own query, up to the limit', async () => {
  const seen: string[] = [];
  let now = 0;
  let most = 0;
  const { url } = await serve(
    serverThat((origin) => origin === APP),
    {
      delayMs: 1,
      arrived: (request) => {
        seen.push(`${request.method} ${request.url}`);
        most = Math.max(most, ++now);
        setTimeout(() => now--, 1);
      },
    },
  );
  const { unsent, exchanges } = await audit({ url, trusted: [APP] }, { maxRequests: 50 });
  expect(seen).toHaveLength(50);
  expect(exchanges).toHaveLength(50);
  expect(unsent).toBeGreaterThan(20);
  expect(most).toBeLessThanOrEqual(6);
  expect(seen.every((line) => /^(GET|OPTIONS) \/\?corsmith=[a-p]{8}-\d+$/.test(line))).toBe(true);
});

/** Of CORScanner 1.0.1, Corsy 1.0-rc, CORStest, ZAP's rule 40040 and cors-misconfig of nuclei, for app.example.com. */
const PROBED_BY_OTHERS: readonly RegExp[] = [
  'https://[a-z-]+\\.(?:com|test)',
  'https://app\\.example\\.com\\.[a-z]+\\.[a-z]+',
  'https://app\\.example\\.com[a-z]+\\.[a-z]+',
  'https://[a-z]+app\\.example\\.com',
  'https://[a-z]+example\\.com',
  'http://[a-z]+example\\.com',
  'https://[a-z]+\\.app\\.example\\.com',
  'https://[a-z]+\\.example\\.com',
  'http://[a-z]+\\.example\\.com',
  'http://app\\.example\\.com',
  'https://xample\\.com',
  'https://app[a-z]example\\.com',
  'https://app\\.example[a-z]com',
  'null',
  'http://localhost\\.[a-z]+\\.[a-z]+',
  'https://localhost\\.[a-z]+\\.[a-z]+',
  ...['https://app\\.example\\.com_', 'https://app\\.example\\.com%60', 'http://app\\.example\\.com\\.\\$'].map(
    (start) => `${start}\\.[a-z]+\\.[a-z]+`,
  ),
  ...[...`_-"{}+^!~\`;|&'()*,$=`, '%60', '%0b'].map(
    (character) => `http://app\\.example\\.com${character.replace(/\W/g, '\\$&')}\\.[a-z]+\\.[a-z]+`,
  ),
  ...['https://[\\w-]+\\.github\\.io', 'http://jsbin\\.com', 'https://codepen\\.io', 'https://jsfiddle\\.net'],
  ...['http://www\\.webdevout\\.net', 'https://repl\\.it', 'https://s\\.codepen\\.io', 'https://fiddle\\.jshell\\.net'],
].map((pattern) => new RegExp(`^${pattern}$`));

test('probes all kinds of origins that other scanners probe', async () => {
  const { exchanges } = await run(
    serverThat((origin) => origin === APP),
    { thorough: true },
  );
  const origins = exchanges.map(({ request }) => get(request.headers, 'origin') ?? '');
  expect(PROBED_BY_OTHERS.filter((pattern) => !origins.some((origin) => pattern.test(origin)))).toEqual([]);
});

test('stops after 429', async () => {
  let count = 0;
  const { notes, unsent } = await run(() => ({ status: ++count > 10 ? 429 : 200, headers: [] }));
  expect(count).toBeLessThan(20);
  expect(unsent).toBeGreaterThan(0);
  expect(notes).toContainEqual(expect.stringContaining('429'));
});

test('stops if the server stops responding', async () => {
  let count = 0;
  const breaking = {
    delayMs: 0,
    arrived: (request: IncomingMessage) => {
      if (++count > 10) request.socket.destroy();
    },
  };
  const { url } = await serve(() => ({ status: 200, headers: [] }), breaking);
  const { notes } = await audit({ url });
  expect(count).toBeLessThan(40);
  expect(notes).toContainEqual(expect.stringContaining('stopped responding'));
});

test('a site of one company is less severe than a playground', async () => {
  const of = async (origin: string) => (await run(serverThat((one) => [APP, origin].includes(one)))).findings;
  expect(await of('https://cdpn.io')).toMatchObject([{ id: 'third-party', severity: 'high', attacker: 'anyone' }]);
  expect(await of('https://github.com')).toMatchObject([
    { id: 'third-party', severity: 'low', attacker: 'third-party' },
  ]);
});

test('an unreachable server is reported after one request', async () => {
  const { url, close } = await serve(() => undefined);
  await close();
  const { failure, exchanges } = await audit({ url });
  expect(failure?.id).toBe('connection-refused');
  expect(exchanges).toHaveLength(1);
});

test.each([
  ['https://app.example.com', ['chromium', 'firefox', 'webkit']],
  ['null', ['chromium', 'firefox', 'webkit']],
  ['http://a_.b.test', ['chromium', 'firefox', 'webkit']],
  ['https://a_.b.test', []],
  ['http://a$.b.test', ['firefox', 'webkit']],
  ['http://a`.b.test', ['webkit']],
  ['http://a;.b.test', []],
  ['http://a..b.test', []],
  ['http://[::1]:3000', ['chromium', 'firefox', 'webkit']],
  ['https://APP.example.com', []],
  ['https://app.example.com:443', []],
])('a page at %s is possible in %j', (origin, browsers) => {
  expect(browsersAt(origin)).toEqual(browsers);
});
