import type { PageRequest, ProbedExchange } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { isRefused } from '../../src/cookies/cookie-report.js';
import { judgedCookies } from '../../src/cookies/judged-cookies.js';
import type { Seen } from '../../src/facts/seen.js';
import { cookieRefused } from '../../src/warnings/cookie-refused.js';

const page: PageRequest = { origin: 'https://app.test', url: 'https://api.example.com/me', credentials: 'include' };
const responded = (...cookies: string[]): ProbedExchange => ({
  request: { kind: 'actual', url: page.url, method: 'GET', headers: [], credentials: true },
  response: {
    status: 200,
    headers: cookies.map((line) => ['set-cookie', line] as const),
    httpVersion: '1.1',
    bodyStart: '',
    bodyTruncated: false,
  },
  durationMs: 1,
  layer: 'front',
});
const match = async (...lines: string[]) => {
  const cookies = await judgedCookies(page, [responded(...lines)], []);
  return { cookies, warning: cookieRefused.match({ cookies } as unknown as Seen) };
};

test('what Safari blocks whatever its attributes is a warning, and no cause', async () => {
  const { cookies, warning } = await match('session=abc; SameSite=None; Secure');
  expect(cookies.map(({ report }) => isRefused(report))).toEqual([false]);
  expect(warning?.explanation).toContain('Safari does not send the cookie session.');
  expect(warning?.explanation).toContain('one site');
  expect(warning?.evidence).toEqual([{ text: 'session fails on third-party in Safari', exchange: 0 }]);
});

test.each([
  ['a cause explains it', 'session=abc; SameSite=Lax'],
  ['it is of a CDN', '__cf_bm=abc; SameSite=None; Secure'],
  ['it is deleted', 'session=; SameSite=None; Secure; Max-Age=0'],
])('nothing is said where %s', async (_, line) => {
  expect((await match(line)).warning).toBeUndefined();
});
