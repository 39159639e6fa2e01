import { BROWSERS, type Browser, type CookieVerdict } from '@corsmith/protocol';

/** What one browser does with a cookie, and under which condition. */
export interface BrowserCookie extends CookieVerdict {
  /** What has to be so for that, as a sentence: a setting of the visitor's, or how the cookie was set. */
  readonly condition?: string;
}

/** A cookie of the response, or one that was passed, and what becomes of it in each browser. */
export interface CookieReport {
  readonly name: string;
  readonly from: 'response' | 'given';
  /** Index into the diagnosis' `exchanges` of the response that sets it. */
  readonly exchange?: number;
  /** Its attributes as written, without its value. */
  readonly attributes: string;
  /** Set by a load balancer, a CDN, a firewall or for statistics: the app does not depend on it. */
  readonly platform?: true;
  readonly browsers: Readonly<Record<Browser, BrowserCookie>>;
}

/** The browsers that don't send a cookie that the page needs. A response that deletes a cookie, or sets it for other paths, means that. */
export function refusing({ from, browsers, platform }: CookieReport): Browser[] {
  const lacking = BROWSERS.filter((browser) => !browsers[browser].sent);
  if (from === 'given') return platform ? [] : lacking;
  const isDeleted = lacking.some((browser) => browsers[browser].attribute === 'Expires');
  return platform || isDeleted ? [] : lacking.filter((browser) => browsers[browser].attribute !== 'Path');
}

/**
 * Whether the cookie is refused: one that was passed in any browser, one of the response for its attributes. What a browser
 * blocks as third-party whatever its attributes is a warning.
 */
export const isRefused = (report: CookieReport): boolean =>
  refusing(report).some((browser) => report.from === 'given' || report.browsers[browser].attribute !== 'third-party');
