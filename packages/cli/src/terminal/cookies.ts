import type { CookieReport, Diagnosis } from '@corsmith/doctor';
import { refusing } from '@corsmith/doctor/pure';
import { BROWSER_NAMES, BROWSERS, type Browser } from '@corsmith/protocol';
import { besideLabel, type Line, labelled, listed, paragraph } from './line.js';

/**
 * Each cookie, and what becomes of it in each browser. What a cause or a warning explains, or what matters only once the
 * request passes, is left out unless `all` are wanted.
 */
export function cookieLines({ cookies = [], verdict }: Diagnosis, which: 'unexplained' | 'all', width: number): Line[] {
  const isAllowed = BROWSERS.every((browser) => verdict[browser].allowed);
  const isShown = (cookie: CookieReport) => isAllowed && !cookie.platform && refusing(cookie).length === 0;
  const shown = cookies.filter((cookie) => which === 'all' || isShown(cookie));
  return shown.flatMap((cookie) => labelled('Cookie', reportLines(cookie, besideLabel(width))));
}

function reportLines(cookie: CookieReport, room: number): Line[] {
  const { name, attributes, from } = cookie;
  const heading = `${name}${attributes === '' ? '' : `; ${attributes}`}${from === 'given' ? ' (passed)' : ''}`;
  return [...paragraph(heading, room, 'strong'), ...groups(cookie).flatMap((group) => fateLines(group, room))];
}

/** What becomes of a cookie, and where. */
interface Group {
  readonly fate: CookieReport['browsers'][Browser];
  readonly browsers: readonly Browser[];
}

function fateLines({ fate: { stored, sent, reason, condition }, browsers }: Group, room: number): Line[] {
  const names = listed(browsers.map((browser) => BROWSER_NAMES[browser]));
  const fate = sent ? 'sent' : stored ? 'stored, not sent' : 'not stored';
  const [first = [], ...rest] = paragraph(`${names}: ${fate}. ${reason ?? condition ?? ''}`, room - 2);
  return [[[sent ? 'good' : 'bad', sent ? '✓ ' : '✗ '], ...first], ...rest.map((line): Line => ['  ', ...line])];
}

/** Browsers that do the same for the same reason together. */
function groups({ browsers }: CookieReport): Group[] {
  const byFate = new Map<string, Group>();
  for (const browser of BROWSERS) {
    const fate = browsers[browser];
    const key = JSON.stringify(fate);
    byFate.set(key, { fate, browsers: [...(byFate.get(key)?.browsers ?? []), browser] });
  }
  return [...byFate.values()];
}

/** `Safari does not send the cookie session`; undefined if every browser sends what the page needs. */
export function cookieVerdict({ cookies = [] }: Pick<Diagnosis, 'cookies'>): string | undefined {
  const refused = cookies.filter((cookie) => refusing(cookie).length > 0);
  if (refused.length === 0) return undefined;
  const browsers = BROWSERS.filter((browser) => refused.some((cookie) => refusing(cookie).includes(browser)));
  const names = listed([...new Set(refused.map(({ name }) => name))]);
  const verb = browsers.length === 1 ? 'does' : 'do';
  return `${listed(browsers.map((browser) => BROWSER_NAMES[browser]))} ${verb} not send the cookie${refused.length > 1 ? 's' : ''} ${names}`;
}
