import {
  BROWSERS,
  type Browser,
  byBrowser,
  COOKIE_RULES,
  type CookieRequest,
  chromiumBlockingCookies,
  getLines,
  type IsPublicSuffix,
  judgeCookie,
  type PageRequest,
  type ProbedExchange,
  parseSetCookie,
} from '@corsmith/protocol';
import { type CookieReport, refusing } from './cookie-report.js';
import { isPlatformCookie } from './platform-cookies.js';
import { type RefusedCookie, refusedCookie } from './refused-cookie.js';

/** A cookie, and if a browser does not send it, what to do. */
export interface SeenCookie {
  readonly report: CookieReport;
  readonly refusal?: RefusedCookie;
}

/** By the Public Suffix List, which takes 20 ms to load. */
export async function publicSuffixes(): Promise<IsPublicSuffix> {
  const { getPublicSuffix } = await import('tldts');
  return (host) => getPublicSuffix(host, { allowPrivateDomains: true }) === host;
}

/**
 * What browsers do with the cookies of the responses to the page's own requests, and with those that were passed.
 * @param given values of Set-Cookie headers.
 */
export async function judgedCookies(
  page: PageRequest,
  exchanges: readonly ProbedExchange[],
  given: readonly string[],
): Promise<readonly SeenCookie[]> {
  const received = exchanges.flatMap(({ request, response, why, layer }, exchange) =>
    request.kind === 'actual' && why === undefined && layer === 'front' && request.credentials && response
      ? getLines(response.headers, 'set-cookie').map((line) => ({ line, exchange, url: request.url }))
      : [],
  );
  if (received.length + given.length === 0) return [];
  const isPublicSuffix = await publicSuffixes();
  const seen = (line: string, url: string, from: Pick<CookieReport, 'from' | 'exchange'>): SeenCookie => {
    const request = { ...contextOf(page), url };
    const report = { ...named(line), ...from, browsers: browsersOf(line, request, isPublicSuffix) };
    const isLost = refusing(report).length > 0;
    return { report, ...(isLost && { refusal: refusedCookie(report, request, isPublicSuffix) }) };
  };
  return [
    ...given.map((line) => seen(line, page.url, { from: 'given' })),
    ...received.map(({ line, exchange, url }) => seen(line, url, { from: 'response', exchange })),
  ];
}

export const contextOf = ({ origin, url, credentials }: PageRequest): CookieRequest => ({
  page: origin,
  url,
  ...(credentials && { credentials }),
});

function named(line: string): Pick<CookieReport, 'name' | 'attributes' | 'platform'> {
  const { name } = parseSetCookie(line);
  const attributes = line.split(';').slice(1);
  return {
    name,
    attributes: attributes.map((text) => text.trim()).join('; '),
    ...(isPlatformCookie(name) && { platform: true }),
  };
}

function browsersOf(line: string, request: CookieRequest, isPublicSuffix: IsPublicSuffix): CookieReport['browsers'] {
  return byBrowser((browser) => {
    const verdict = judgeCookie(line, request, COOKIE_RULES[browser], { isPublicSuffix });
    const condition = verdict.sent ? conditionOf(browser, line, request, isPublicSuffix) : undefined;
    return { ...verdict, ...(condition !== undefined && { condition }) };
  });
}

function conditionOf(
  browser: Browser,
  line: string,
  request: CookieRequest,
  isPublicSuffix: IsPublicSuffix,
): string | undefined {
  const isSent = (setBy: 'request' | 'visit', rules = COOKIE_RULES[browser]) =>
    judgeCookie(line, { ...request, setBy }, rules, { isPublicSuffix }).sent;
  if (!isSent('visit'))
    return 'Only if a response to a request of the page set it, not a visit of the server’s own site.';
  if (browser === 'chromium' && !isSent('request', chromiumBlockingCookies))
    return 'Unless the visitor blocks third-party cookies, as Incognito does.';
  return undefined;
}

/** The Cookie header with which the page's cookies go to a URL, in any browser; undefined if none goes there. */
export function cookieHeader(
  page: PageRequest,
  given: readonly string[],
  isPublicSuffix: IsPublicSuffix,
): (url: string) => string | undefined {
  const { hostname } = new URL(page.url);
  const goes = (line: string, url: string): boolean => {
    // Without Domain it belongs to the host of the page's request alone.
    if (parseSetCookie(line).domain === undefined && new URL(url).hostname !== hostname) return false;
    const request = { ...contextOf(page), url };
    return BROWSERS.some((browser) => judgeCookie(line, request, COOKIE_RULES[browser], { isPublicSuffix }).sent);
  };
  return (url) => {
    const pairs = given.filter((line) => goes(line, url)).map((line) => line.replace(/;.*/s, '').trim());
    return pairs.length > 0 ? pairs.join('; ') : undefined;
  };
}
