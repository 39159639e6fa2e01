import { expect, test } from 'vitest';
import { createPolicy, type Policy, type PolicyResponse, REQUEST_HEADERS_LIMIT } from '../src/index.js';
import { APP, headersOf, preflightTo, requestTo } from './policy-requests.js';

const listing = createPolicy({
  origins: [APP, 'https://*.example.com'],
  requestHeaders: ['X-A', 'X-B'],
  methods: ['PUT'],
});
const echoing = createPolicy({ origins: [APP], credentials: true, requestHeaders: '*' });

test.each([
  ['64 KB of one name', 'x'.repeat(65_536), 'too-many-headers'],
  ['ten thousand names', Array.from({ length: 10_000 }, (_, index) => `x-${index}`).join(), 'too-many-headers'],
  ['64 KB of commas', ','.repeat(65_536), 'too-many-headers'],
  ['an unknown name', 'x-a,x-c', 'header-not-allowed'],
  ['a space within', 'x-a x-b', 'header-not-allowed'],
  ['a line break within', 'x-a\r\nx-b', 'header-not-allowed'],
  ['a semicolon', 'x-a;x-b', 'header-not-allowed'],
])('%s is denied', (_what, requested, reason) => {
  expect(preflightTo(listing, 'GET', requested)).toMatchObject({ allowed: false, denial: { reason } });
  const echoed = preflightTo(echoing, 'GET', requested);
  if (reason === 'too-many-headers' || /[ ;\r]/.test(requested))
    expect(headersOf(echoed)).not.toHaveProperty('access-control-allow-headers');
});

test.each(['', 'x-a', 'X-A', 'x-a,x-b', 'x-b , x-a', '\tx-a\t,,, x-b ,', ','.repeat(REQUEST_HEADERS_LIMIT)])(
  '%j is allowed',
  (requested) => {
    expect(preflightTo(listing, 'GET', requested).allowed).toBe(true);
    expect(preflightTo(echoing, 'GET', requested).allowed).toBe(true);
  },
);

test('what is echoed is clean', () => {
  const echoed = preflightTo(echoing, 'GET', ' x-a ,\t,\r\n x-b');
  expect(headersOf(echoed)['access-control-allow-headers']).toMatch(/^[\x21-\x7e]+$/);
});

/** Microseconds that the quickest of several turns took. */
function cost(run: () => PolicyResponse): number {
  const turns = Array.from({ length: 20 }, () => {
    const start = performance.now();
    for (let count = 0; count < 20; count++) run();
    return performance.now() - start;
  });
  return (Math.min(...turns) / 20) * 1000;
}

const ofHeaders = (policy: Policy) => (size: number) => {
  const requested = 'x-a,'.repeat(size / 4);
  return () => preflightTo(policy, 'GET', requested);
};

test.each<[string, (size: number) => () => PolicyResponse]>([
  ['Access-Control-Request-Headers', ofHeaders(listing)],
  ['the same, echoed', ofHeaders(echoing)],
  [
    'an origin of many labels',
    (size) => {
      const origin = `https://${'a.'.repeat(size / 2)}example.com`;
      return () => requestTo(listing, { origin });
    },
  ],
])('%s costs no more at 64 KB than at the limit', (_what, at) => {
  expect(cost(at(65_536))).toBeLessThan(cost(at(REQUEST_HEADERS_LIMIT)) * 3 + 50);
});
