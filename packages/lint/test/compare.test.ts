import type { PolicyConfig } from '@corsmith/server';
import { expect, test } from 'vitest';
import { type Comparison, compare, lint, read, sideOfPolicy, sideOfReading } from '../src/index.js';

const policy = (config: PolicyConfig) => ({ kind: 'whole' as const, sides: [sideOfPolicy(config, 'cors.yaml')] });
const files = (texts: Readonly<Record<string, string>>) => ({
  kind: 'parts' as const,
  sides: read({ files: Object.entries(texts).map(([path, text]) => ({ path, text })) }).policies.map(sideOfReading),
});
const express = (options: string) => files({ 'app.js': `import cors from 'cors';\napp.use(cors({ ${options} }));\n` });

/** `kind aspect origin method headers credentials` */
const shown = ({ differences }: Comparison) =>
  differences.map(({ kind, aspect, request: { origin, method, headers, credentials }, reads }) =>
    [kind, aspect, origin, method, headers?.[0]?.[0], credentials, reads].filter(Boolean).join(' '),
  );

const app = 'https://app.example.com';

test('the same policy in cors.yaml and in Express', async () => {
  const old = policy({ origins: [app], methods: ['PUT'], requestHeaders: ['X-Id'], credentials: true });
  const now = express(`origin: ['${app}'], methods: ['PUT'], allowedHeaders: ['X-Id'], credentials: true`);
  expect(await compare(old, now)).toEqual({ same: true, differences: [], unknown: [] });
});

test('each kind of difference has its smallest request', async () => {
  const old = { origins: [app], methods: ['PUT'], requestHeaders: ['X-Id'], responseHeaders: ['X-Total'] };
  const now = { origins: [app], methods: ['DELETE'], requestHeaders: ['X-No'], credentials: true } as const;
  const { differences } = await compare(policy(old), policy(now));
  expect(shown({ same: false, differences, unknown: [] })).toEqual([
    `widened credentials ${app} include`,
    `widened method ${app} DELETE`,
    `widened request-header ${app} x-no`,
    `narrowed method ${app} PUT`,
    `narrowed request-header ${app} x-id`,
    `narrowed response-header ${app} x-total`,
  ]);
  expect(differences[0]).toMatchObject({
    browsers: ['chromium', 'firefox', 'webkit'],
    old: { allowed: false, messages: [expect.stringContaining('Access-Control-Allow-Credentials')] },
    new: { allowed: true, messages: [] },
  });
});

test('a pattern in place of a list allows subdomains, with credentials', async () => {
  const old = policy({ origins: [app], credentials: true });
  const now = policy({ origins: ['https://*.example.com'], credentials: true });
  const { differences } = await compare(old, now);
  expect(differences).toMatchObject([
    { kind: 'widened', aspect: 'origin', request: { origin: 'https://x-1.example.com' }, withCredentials: true },
  ]);
  const back = await compare(now, old);
  expect(back.differences.map(({ kind }) => kind)).toEqual(['narrowed']);
});

test.each([
  ['origin: /^https:\\/\\/([a-z0-9_-]+\\.)+example\\.com$/', []],
  ['origin: /^https:\\/\\/.+\\.example\\.com$/', []],
  ['origin: /^https:\\/\\/[a-z]+\\.example\\.com$/', ['narrowed origin https://x-1.example.com']],
  ['origin: /\\.example\\.com$/', ['widened origin http://app.example.com']],
  ['origin: /^https:\\/\\/.*example\\.com$/', ['widened origin https://example.com']],
])('a subdomain pattern against { %s }', async (options, expected) => {
  const result = await compare(policy({ origins: ['https://*.example.com'] }), express(`${options}, methods: []`));
  expect(shown(result).filter((one) => one.includes('origin'))).toEqual(expected);
});

test('* is no * with credentials', async () => {
  const result = await compare(express("origin: '*'"), express("origin: '*', credentials: true"));
  expect(result).toMatchObject({ same: true });
  expect(shown(await compare(express("origin: '*'"), express('origin: true, credentials: true')))).toEqual([
    'widened credentials https://app.example include',
  ]);
});

test('a value from the environment is not known, unless both sides read the same', async () => {
  const env = express('origin: process.env.ORIGIN');
  const result = await compare(policy({ origins: [app] }), env);
  expect(result.same).toBeNull();
  expect(result.unknown).toMatchObject([{ at: 'app.js:2', what: 'origins' }]);
  expect((await compare(env, express('origin: process.env.ORIGIN'))).same).toBe(true);
});

test('a location that is added or removed', async () => {
  const location = (path: string) =>
    `location ${path} { add_header Access-Control-Allow-Origin ${app} always; proxy_pass http://a; }`;
  const one = files({ 'nginx.conf': `server { ${location('/a')} }` });
  const two = files({ 'nginx.conf': `server { ${location('/a')} ${location('/b')} }` });
  const { differences } = await compare(one, two);
  expect(differences).toMatchObject([
    { kind: 'widened', request: { origin: app, url: 'https://api.example/b' }, new: { at: 'nginx.conf:1' } },
  ]);
  expect((await compare(two, two)).same).toBe(true);
});

test('a contract: what a configuration denies or allows besides', async () => {
  const promised = { name: 'cors.yaml', policy: { origins: [app], methods: ['PUT'] } };
  const text = `import cors from 'cors';\napp.use(cors({ origin: ['https://admin.example.com'], allowedHeaders: [] }));\n`;
  const { findings } = await lint({ files: [{ path: 'app.js', text }] }, { promised });
  expect(findings.map(({ level, id, line, message }) => [level, id, line, message])).toEqual([
    ['broken', 'narrower-than-contract', 2, `cors.yaml allows the origin ${app}, and this denies it.`],
    [
      'insecure',
      'wider-than-contract',
      2,
      'cors.yaml denies the origin https://admin.example.com, and this allows it.',
    ],
  ]);
  expect(findings[0]?.witness?.browsers.chromium).toMatchObject({ allowed: false, messages: [expect.any(String)] });
});
