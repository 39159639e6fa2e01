import { BROWSERS, COOKIE_RULES, judgeCookie, type PageRequest } from '@corsmith/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedCookie } from '../src/cookies/changed-cookie.js';
import { cookieHeader, publicSuffixes } from '../src/cookies/judged-cookies.js';
import { diagnose } from '../src/index.js';
import { isPreflight, right, serve } from './scripted-server.js';

const isPublicSuffix = await publicSuffixes();

/** What reaches the server with each request. */
async function received(page: Partial<PageRequest>, cookies: readonly string[]) {
  const seen: { preflight: boolean; cookie: string | undefined }[] = [];
  const { url } = await serve((request) => {
    seen.push({ preflight: isPreflight(request), cookie: request.headers.cookie });
    const origin = request.headers.origin ?? '';
    const response = right({
      ...request,
      headers: { ...request.headers, origin: 'https://app.example.com' },
    } as never)!;
    return {
      ...response,
      headers: response.headers.map(
        ([name, value]) => [name, value.replace('https://app.example.com', origin)] as const,
      ),
    };
  });
  const request: PageRequest = {
    origin: 'http://127.0.0.1:5173',
    url: `${url}/users`,
    credentials: 'include',
    ...page,
  };
  return { seen, diagnosis: await diagnose(request, { cookies, extraProbes: false }) };
}

describe('a cookie that was passed', () => {
  test('goes with the request and not with its preflight, and stays out of the result', async () => {
    const page = { headers: [['X-Api-Key', 'k']] as const };
    const { seen, diagnosis } = await received(page, ['a=secret; HttpOnly', 'b=2; SameSite=Strict']);
    expect(seen.filter(({ preflight }) => preflight).map(({ cookie }) => cookie)).toEqual([undefined]);
    expect(seen.filter(({ preflight }) => !preflight).map(({ cookie }) => cookie)).toEqual(['a=secret; b=2']);
    expect(JSON.stringify(diagnosis)).not.toContain('secret');
    expect(diagnosis.cookies?.map(({ name, browsers }) => [name, browsers.webkit.sent])).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect(diagnosis.causes).toEqual([]);
  });

  test('stays at home where no browser sends it', async () => {
    const { seen } = await received({ origin: 'https://app.example.com' }, ['a=1; SameSite=Strict', 'b=1; Path=/x']);
    expect(seen.map(({ cookie }) => cookie)).toEqual([undefined]);
  });

  test('never leaves the host that it belongs to', () => {
    const page: PageRequest = {
      origin: 'https://shop.example',
      url: 'https://api.shop.example/me',
      credentials: 'include',
    };
    const header = cookieHeader(page, ['own=1', 'all=1; Domain=shop.example'], isPublicSuffix);
    expect(header('https://api.shop.example/other')).toBe('own=1; all=1');
    expect(header('https://files.shop.example/')).toBe('all=1');
    expect(header('https://evil.example/')).toBeUndefined();
    expect(header('https://api.shop.example.evil.test/')).toBeUndefined();
  });
});

test('a changed cookie is sent by more browsers than before, and no change of attributes would reach more', () => {
  const attribute = fc.constantFrom('Secure', 'SameSite=None', 'SameSite=Lax', 'SameSite=Strict', 'Partitioned');
  const other = fc.constantFrom('Path=/x', 'Path=/', 'HttpOnly', 'Domain=other.test', 'Domain=shop.example');
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(attribute, other), { maxLength: 4 }),
      fc.constantFrom('a', '__Host-a', '__Secure-a'),
      fc.constantFrom('https://shop.example', 'https://app.test', 'http://app.test', 'http://localhost:1'),
      fc.constantFrom('https://api.shop.example/me', 'http://api.shop.example/me', 'http://localhost:2/me'),
      (attributes, name, page, url) => {
        const request = { page, url, credentials: 'include' as const };
        const sentBy = (line: string) =>
          BROWSERS.filter((browser) => judgeCookie(line, request, COOKIE_RULES[browser], { isPublicSuffix }).sent);
        const before = sentBy([`${name}=1`, ...attributes].join('; '));
        const changed = changedCookie(name, attributes.join('; '), request, isPublicSuffix);
        if (!changed) return;
        expect(sentBy(changed.line.replace('Set-Cookie: ', ''))).toEqual(changed.sentBy);
        expect(changed.sentBy.length).toBeGreaterThan(before.length);
      },
    ),
    { numRuns: 15 },
  );
});
