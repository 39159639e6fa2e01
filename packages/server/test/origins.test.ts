import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPolicy } from '../src/index.js';
import { PAGES } from './policies.js';
import { requestTo } from './policy-requests.js';

const allows = (origins: readonly string[], origin: string): boolean => requestTo({ origins }, { origin }).allowed;

test.each([
  ['https://*.example.com', 'https://a.example.com', true],
  ['https://*.example.com', 'https://a.b.c.d.example.com', true],
  ['https://*.example.com', 'https://example.com', false],
  ['https://*.example.com', 'https://a.example.com:8443', false],
  ['https://*.example.com', 'http://a.example.com', false],
  ['https://*.example.com', 'https://aexample.com', false],
  ['https://*.example.com', 'https://a.example.com.evil.example', false],
  ['https://*.example.com', 'https://evil.example/.example.com', false],
  ['https://*.example.com', 'https://evil.example?.example.com', false],
  ['https://*.example.com', 'https://evil.example#.example.com', false],
  ['https://*.example.com', 'https://evil.example\\.example.com', false],
  ['https://*.example.com', 'https://u:p@a.example.com', false],
  ['https://*.example.com', 'https://.example.com', false],
  ['https://*.example.com', 'https://a..example.com', false],
  ['https://*.example.com', 'https://*.example.com', false],
  ['https://*.example.com:*', 'https://a.example.com:8443', true],
  ['https://*.example.com:*', 'https://a.example.com', true],
  ['https://*.example.com:8443', 'https://a.example.com:8443', true],
  ['https://*.example.com:8443', 'https://a.example.com', false],
  ['http://localhost:*', 'http://localhost', true],
  ['http://localhost:*', 'http://localhost:3000', true],
  ['http://localhost:*', 'http://localhost:', false],
  ['http://localhost:*', 'http://localhost:3000.evil.example', false],
  ['http://localhost:*', 'http://localhost.evil.example:3000', false],
  ['http://localhost:*', 'http://localhost:*', false],
  ['http://localhost:*', 'https://localhost:3000', false],
  ['http://[::1]:*', 'http://[::1]:3000', true],
  ['https://app.example.com', 'https://app.example.com', true],
  ['https://app.example.com', 'https://app.example.com/', false],
  ['https://app.example.com', 'HTTPS://app.example.com', false],
  ['https://app.example.com', 'https://app.example.com, https://evil.example', false],
])('%s and %s: %s', (pattern, origin, allowed) => {
  expect(allows([pattern, 'https://other.example'], origin)).toBe(allowed);
});

test('nothing but the listed origins is allowed, whatever the text', () => {
  const listed = ['https://app.example.com', 'https://*.example.org', 'http://localhost:*'];
  const policy = createPolicy({ origins: listed });
  const mutated = fc
    .tuple(fc.constantFrom(...PAGES, ...listed), fc.nat(60), fc.string({ unit: 'grapheme', maxLength: 3 }))
    .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.webUrl(), fc.string()), (origin) => {
      if (!requestTo(policy, { origin }).allowed) return;
      const url = new URL(origin);
      expect(url.origin).toBe(origin.replace(/:(443|80)$|:0+(?=\d)/, ''));
      const inList =
        origin === listed[0] ||
        (url.protocol === 'https:' && url.hostname.endsWith('.example.org') && url.port === '') ||
        (url.protocol === 'http:' && url.hostname === 'localhost');
      expect(inList).toBe(true);
    }),
    { numRuns: Number(process.env.RUNS ?? 1000) },
  );
});

test('a hundred thousand origins and patterns are held and found', () => {
  const origins = Array.from(
    { length: 100_000 },
    (_, index) => `https://${index % 2 ? '*.' : ''}tenant-${index}.example.com`,
  );
  const policy = createPolicy({ origins });
  for (const [origin, allowed] of [
    ['https://tenant-99998.example.com', true],
    ['https://a.b.tenant-99999.example.com', true],
    ['https://tenant-99999.example.com', false],
    ['https://tenant-100000.example.com', false],
  ] as const)
    expect(requestTo(policy, { origin }).allowed).toBe(allowed);
});

test('what no browser sends matches no pattern, and no function is called with it', () => {
  const called: string[] = [];
  const policies = [
    createPolicy({ origins: ['http://localhost:*', 'https://*.example.com:*', 'http://[::1]:*'] }),
    createPolicy({ origins: (origin) => called.push(origin) > 0 }),
  ];
  const hosts = ['http://localhost', 'https://a.example.com', 'http://[::1]'];
  const ports = [':80', ':443', ':080', ':0', ':00', ':99999', ':65536', ':', ':8080 ', ':+80', ':1:1'];
  for (const host of hosts)
    for (const port of ports.filter((port) => port !== (host.startsWith('https:') ? ':80' : ':443')))
      for (const policy of policies)
        expect(requestTo(policy, { origin: host + port }).allowed, host + port).toBe(false);
  for (const origin of ['https://..example.com', 'https://.example.com', 'https://a..example.com', 'https://.'])
    for (const policy of policies) expect(requestTo(policy, { origin }).allowed, origin).toBe(false);
  expect(called).toEqual([]);
  for (const host of hosts)
    for (const port of ['', ':1', ':8080', ':65535', host.startsWith('https:') ? ':80' : ':443'])
      for (const policy of policies) expect(requestTo(policy, { origin: host + port }).allowed, host + port).toBe(true);
});
