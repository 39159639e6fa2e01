import {
  BROWSER_NAMES,
  BROWSERS,
  type Browser,
  type CookieRequest,
  type IsPublicSuffix,
  isLoopbackHost,
  parseUrl,
  siteRelation,
} from '@corsmith/protocol';
import { listed } from '../listed.js';
import { changedCookie } from './changed-cookie.js';
import { type CookieReport, refusing } from './cookie-report.js';

/** A refused cookie in words. */
export interface RefusedCookie {
  /** In which browsers it fails, and on what. */
  readonly explanation: string;
  /** The header line that the server should send instead, and for which browsers. */
  readonly line?: string;
  /** What to change beside the cookie. */
  readonly elsewhere?: string;
}

export function refusedCookie(
  report: CookieReport,
  request: CookieRequest,
  isPublicSuffix: IsPublicSuffix,
): RefusedCookie {
  const explanation = `${title(report)} ${reasons(report)}`;
  const oneHost = onOneHost(request);
  if (oneHost) return { explanation, elsewhere: oneHost };
  const changed = changedCookie(report.name, report.attributes, request, isPublicSuffix);
  const left = refusing(report).filter((browser) => !changed?.sentBy.includes(browser));
  return {
    explanation,
    ...(changed && { line: `${changed.line}${left.length > 0 ? ` (for ${named(changed.sentBy)}).` : ''}` }),
    ...(left.length > 0 && { elsewhere: wayOut(report, left, request, isPublicSuffix) }),
  };
}

/** What to change for several cookies, each thing once. */
export const changeFor = (refusals: readonly RefusedCookie[]): string =>
  [
    ...new Set([
      ...refusals.flatMap(({ line }) => line ?? []),
      ...refusals.flatMap(({ elsewhere }) => elsewhere ?? []),
    ]),
  ].join(' ');

/** localhost and 127.0.0.1 are two sites, and one would do. */
function onOneHost(request: CookieRequest): string | undefined {
  const page = parseUrl(request.page);
  const url = new URL(request.url);
  if (!page || page.hostname === url.hostname) return undefined;
  if (!isLoopbackHost(page.hostname) || !isLoopbackHost(url.hostname)) return undefined;
  return `Use one host name for both: request ${url.protocol}//${page.hostname}${port(url)}${url.pathname}, or open the page as ${page.protocol}//${url.hostname}${port(page)}.`;
}

/** `Chrome and Safari do not send the cookie session.` */
const title = (report: CookieReport): string => {
  const browsers = refusing(report);
  return `${named(browsers)} ${browsers.length === 1 ? 'does' : 'do'} not send the cookie ${shownName(report)}.`;
};

export const shownName = ({ name }: Pick<CookieReport, 'name'>): string => (name === '' ? 'without a name' : name);

/** Browsers with the same reason together. */
function reasons(report: CookieReport): string {
  const byReason = new Map<string, Browser[]>();
  for (const browser of refusing(report)) {
    const { reason = '' } = report.browsers[browser];
    byReason.set(reason, [...(byReason.get(reason) ?? []), browser]);
  }
  const entries = [...byReason];
  const [first] = entries;
  if (first && entries.length === 1) return first[0];
  return entries.map(([reason, browsers]) => `${named(browsers)}: ${reason}`).join(' ');
}

/** What helps where no attribute does. */
function wayOut(
  { browsers }: CookieReport,
  left: readonly Browser[],
  request: CookieRequest,
  isPublicSuffix: IsPublicSuffix,
): string {
  const attributes = new Set(left.map((browser) => browsers[browser].attribute));
  const url = new URL(request.url);
  if (siteRelation(request.page, request.url, isPublicSuffix) === 'same-site-but-scheme')
    return `Serve the page over ${url.protocol}// too.`;
  if (attributes.has('Secure') && url.protocol === 'http:') return `Serve ${url.host} over https.`;
  const others = left.length === BROWSERS.length ? '' : `For ${named(left)}: `;
  return `${others}${others === '' ? 'P' : 'p'}ut page and server on one site, such as app.example.com and api.example.com, let the page’s own server forward the request, or send a token in Authorization instead of a cookie.`;
}

const port = ({ port: number }: URL): string => (number === '' ? '' : `:${number}`);

const named = (browsers: readonly Browser[]): string => listed(browsers.map((browser) => BROWSER_NAMES[browser]));

/** `fails on SameSite in Chrome, on third-party in Safari` */
export const faultsOf = (report: CookieReport): string =>
  `fails on ${refusing(report)
    .map((browser) => `${report.browsers[browser].attribute} in ${BROWSER_NAMES[browser]}`)
    .join(', on ')}`;
