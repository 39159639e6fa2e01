import {
  BROWSERS,
  COOKIE_CHANGES,
  COOKIE_RULES,
  type CookieRequest,
  chromiumBlockingCookies,
  cookieRulesOf,
  judgeCookie,
  parseSetCookie,
  siteRelation,
  WEBKITGTK_DEVIATIONS,
  webkitGtkCookies,
} from '@corsmith/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const CROSS_SITE: CookieRequest = {
  page: 'https://app.test',
  url: 'https://api.shop.example/v1/me',
  credentials: 'include',
};
const SAME_SITE: CookieRequest = { ...CROSS_SITE, page: 'https://app.shop.example' };
const LOCAL: CookieRequest = {
  page: 'http://localhost:5173',
  url: 'http://localhost:3000/v1/me',
  credentials: 'include',
};

/** `attribute`, `stored` (and not sent, and by what) or `sent`, of Chrome, Firefox and Safari. */
const fates = (cookie: string, request: CookieRequest) =>
  BROWSERS.map((browser) => {
    const { stored, sent, attribute } = judgeCookie(cookie, request, COOKIE_RULES[browser]);
    return sent ? 'sent' : stored ? `stored, ${attribute}` : attribute;
  });

describe('a cookie', () => {
  it.each<[cookie: string, request: CookieRequest, chrome: string, firefox: string, safari: string]>([
    ['a=1', SAME_SITE, 'sent', 'sent', 'sent'],
    ['a=1', CROSS_SITE, 'SameSite', 'sent', 'third-party'],
    ['a=1; SameSite=Strict', CROSS_SITE, 'SameSite', 'SameSite', 'third-party'],
    ['a=1; SameSite=None', CROSS_SITE, 'Secure', 'Secure', 'third-party'],
    ['a=1; SameSite=None; Secure', CROSS_SITE, 'sent', 'sent', 'third-party'],
    ['a=1; SameSite=None; Secure; Partitioned', CROSS_SITE, 'sent', 'sent', 'third-party'],
    ['a=1; Partitioned', SAME_SITE, 'Secure', 'Secure', 'sent'],
    ['a=1; Secure', LOCAL, 'sent', 'sent', 'Secure'],
    ['a=1; Domain=localhost', LOCAL, 'sent', 'sent', 'Domain'],
    ['a=1; Domain=example.com', SAME_SITE, 'Domain', 'Domain', 'Domain'],
    ['a=1; Path=/admin', SAME_SITE, 'stored, Path', 'stored, Path', 'stored, Path'],
    ['a=1; Max-Age=0', SAME_SITE, 'Expires', 'Expires', 'Expires'],
    ['__Host-a=1; Secure', SAME_SITE, 'prefix', 'prefix', 'prefix'],
    ['__Host-a=1; Secure; Path=/', SAME_SITE, 'sent', 'sent', 'sent'],
    ['__Secure-a=1', SAME_SITE, 'prefix', 'prefix', 'prefix'],
    ['a=1', { ...SAME_SITE, credentials: 'same-origin' }, 'credentials', 'credentials', 'credentials'],
  ])('%s', (cookie, request, ...browsers) => {
    expect(fates(cookie, request)).toEqual(browsers);
  });

  it('of a visit is in another jar than that of a page on another site', () => {
    const visited: CookieRequest = { ...CROSS_SITE, setBy: 'visit' };
    expect(fates('a=1; SameSite=None; Secure', visited)).toEqual([
      'sent',
      'stored, third-party',
      'stored, third-party',
    ]);
    expect(fates('a=1; SameSite=None; Secure; Partitioned', visited)).toEqual([
      'stored, Partitioned',
      'stored, Partitioned',
      'stored, third-party',
    ]);
  });

  it('counts the scheme as part of the site in Chrome only', () => {
    const http: CookieRequest = { ...SAME_SITE, page: 'http://app.shop.example' };
    expect(fates('a=1; SameSite=Lax', http)).toEqual(['SameSite', 'sent', 'sent']);
  });

  it('is blocked in Chrome as a third party’s if the visitor wants that, unless it is partitioned', () => {
    const judge = (cookie: string) => judgeCookie(cookie, CROSS_SITE, chromiumBlockingCookies);
    expect(judge('a=1; SameSite=None; Secure')).toMatchObject({ sent: false, attribute: 'third-party' });
    expect(judge('a=1; SameSite=None; Secure; Partitioned')).toEqual({ stored: true, sent: true });
  });
});

it('every rule set has its sources, and WebKitGTK departs from Safari only by name', () => {
  for (const browser of BROWSERS) {
    expect(COOKIE_RULES[browser].sources.length).toBeGreaterThan(0);
    for (const { source } of COOKIE_RULES[browser].sources) expect(source).toMatch(/^https:\/\//);
  }
  const named = Object.assign({}, ...WEBKITGTK_DEVIATIONS.map(({ rules }) => rules));
  expect(webkitGtkCookies).toEqual({ ...COOKIE_RULES.webkit, ...named });
});

it('a version has the rules of its time, and an untested one those of the tested one before it', () => {
  const page = { page: 'https://app.example.com', url: 'https://api.example.com/', credentials: 'include' } as const;
  const stored = (cookie: string, version: string) =>
    judgeCookie(cookie, page, cookieRulesOf('firefox', version)).stored;
  for (const cookie of ['a=1; Partitioned', '__Http-a=1; Secure'])
    expect(['140.12.0', '147', '153.8.0', '160'].map((version) => stored(cookie, version))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  for (const browser of BROWSERS)
    for (const { since, before } of COOKIE_CHANGES[browser]) {
      expect(cookieRulesOf(browser, since)).toEqual(COOKIE_RULES[browser]);
      expect({ ...COOKIE_RULES[browser], ...before }).not.toEqual(COOKIE_RULES[browser]);
    }
});

it('what is sent is stored, and what is not sent has a reason', () => {
  const word = fc.constantFrom(
    'Secure',
    'SameSite=None',
    'SameSite=Lax',
    'SameSite',
    'Partitioned',
    'Path=/',
    'Path=/x',
  );
  const other = fc.constantFrom('HttpOnly', 'Domain=example', 'Domain=api.example', 'Max-Age=0', 'Expires=x', '=', '');
  const name = fc.constantFrom('a', '__Host-a', '__Secure-a', '');
  fc.assert(
    fc.property(
      fc.array(fc.oneof(word, other, fc.string()), { maxLength: 5 }),
      fc.oneof(name, fc.string()),
      fc.constantFrom(SAME_SITE, CROSS_SITE, LOCAL, { ...CROSS_SITE, page: 'null' }),
      fc.constantFrom('request' as const, 'visit' as const),
      (attributes, key, request, setBy) => {
        for (const browser of BROWSERS) {
          const cookie = [`${key}=1`, ...attributes].join(';');
          const verdict = judgeCookie(cookie, { ...request, setBy }, COOKIE_RULES[browser]);
          if (verdict.sent) expect(verdict).toEqual({ stored: true, sent: true });
          else expect(verdict.reason).toMatch(/\.$/);
        }
      },
    ),
  );
});

it.each([
  ['a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT', { name: 'a', value: '1', expires: 0 }],
  ['a', { name: '', value: 'a' }],
  [' a = b=c ; secure ; SAMESITE=lax', { name: 'a', value: 'b=c', secure: true, sameSite: 'Lax' }],
  ['a=1; SameSite=None; SameSite=Strict', { sameSite: 'Strict' }],
  ['a=1; SameSite="None"', { writtenSameSite: '"None"' }],
  ['a=1; Domain=.Example.COM; Path=x', { domain: 'example.com' }],
])('reads %s', (line, expected) => {
  expect(parseSetCookie(line)).toMatchObject(expected);
});

it.each([
  ['https://app.example.com', 'https://example.com/x', 'same-site'],
  ['https://app.example.com:8443', 'http://api.example.com', 'same-site-but-scheme'],
  ['https://me.github.io', 'https://you.github.io', 'cross-site'],
  ['https://a.co.uk', 'https://b.co.uk', 'cross-site'],
  ['http://localhost:5173', 'http://localhost:3000', 'same-site'],
  ['http://localhost:5173', 'http://127.0.0.1:3000', 'cross-site'],
  ['http://app.localhost', 'http://api.localhost', 'cross-site'],
  ['null', 'https://example.com', 'cross-site'],
  ['https://x.s3.amazonaws.com', 'https://y.s3.amazonaws.com', 'cross-site'],
])('%s and %s are %s', (page, url, relation) => {
  expect(siteRelation(page, url)).toBe(relation);
});
