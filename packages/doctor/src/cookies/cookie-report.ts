import type { Browser, CookieAttribute, CookieVerdict } from '@corsmith/protocol';

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

/** Faults of a response's cookie that are no mistake: it is deleted, or is for other paths. */
const INTENDED: readonly (CookieAttribute | undefined)[] = ['Expires', 'Path'];

/** The browsers that don't send a cookie that the page needs. */
export const refusing = ({ from, browsers, platform }: CookieReport): Browser[] =>
  (Object.keys(browsers) as Browser[]).filter((browser) => {
    const { sent, attribute } = browsers[browser];
    return !sent && !platform && (from === 'given' || !INTENDED.includes(attribute));
  });

/**
 * Whether the cookie is refused: one that was passed in any browser, one of the response for its attributes. What a browser
 * blocks as third-party whatever its attributes is a warning.
 */
export const isRefused = (report: CookieReport): boolean =>
  refusing(report).some((browser) => report.from === 'given' || report.browsers[browser].attribute !== 'third-party');
