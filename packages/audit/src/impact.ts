import {
  BROWSER_NAMES,
  type Browser,
  COOKIE_RULES,
  type CookieRequest,
  judgeCookie,
  siteRelation,
} from '@corsmith/protocol';
import type { Finding, Reaches, Someone } from './finding.js';
import { best, capable } from './reach.js';
import { isPublicSuffix, type Target } from './target.js';

const WHO: Readonly<Record<Someone, string>> = {
  anyone: 'Any website that a visitor opens',
  neighbour: 'Whoever controls another host of the domain or another port of the host, or finds a vulnerability there,',
  network: 'Whoever can intercept a visitor’s requests, as on a public Wi-Fi,',
  lan: 'Any device in the visitor’s network that serves a page',
  machine: 'Any program that serves a page on the visitor’s own machine',
  extension: 'Any extension of the visitor’s browser, even one without permission for this host,',
  'third-party': 'That company, or whoever compromises it,',
};

/** What limits the impact beside the origin. */
export interface Limits extends Pick<Target, 'url' | 'network'> {
  /** Names of headers that the server requires and that browsers don't send on their own. */
  readonly token: readonly string[];
}

/** Who can do what from a page of that origin, in which browsers, and what limits it. */
export function impactOf(
  attacker: Someone,
  { origin, writes = [] }: { readonly origin: string; readonly writes?: readonly string[] },
  reaches: Reaches,
  { url, network, token }: Limits,
): Pick<Finding, 'impact' | 'bounds'> {
  const access = best(reaches);
  const reads = best(reaches, 'read') === access;
  const methods = writes.length > 0 ? ` (${writes.slice(0, MOST_WRITES).join(', ')})` : '';
  const actions = [
    ...(reads
      ? [access === 'with-credentials' ? 'read this response as the signed-in visitor' : 'read this response']
      : []),
    ...(best(reaches, 'write') === access ? [`send requests that change data${methods}`] : []),
  ];
  const browsers = capable(reaches, reads ? 'read' : 'write');
  const blind = best(reaches, 'read') === 'none' ? ', but not read the response' : '';
  const bounds = [
    ...(access === 'with-credentials' ? [cookies(origin, url, browsers)] : []),
    ...(access === 'without' && network === 'public' ? [token.length > 0 ? tokenBound(token) : NOTHING_MORE] : []),
    ...(network === 'private' ? [IN_PRIVATE] : []),
  ];
  return {
    impact: `${WHO[attacker]} can ${actions.join(' and ')} in ${named(browsers)}${blind}.`,
    bounds: bounds.join(' '),
  };
}

/** The same for a page that opens a WebSocket. */
export const socketImpactOf = (
  attacker: Someone,
  origin: string,
  reaches: Reaches,
  { url, network }: Omit<Limits, 'token'>,
): Pick<Finding, 'impact' | 'bounds'> => {
  const access = best(reaches);
  const browsers = capable(reaches, 'read');
  const who = access === 'with-credentials' ? ' as the signed-in visitor' : '';
  const bounds = [
    access === 'with-credentials' ? cookies(origin, url, browsers) : COOKIES_UNKNOWN,
    ...(network === 'private' ? ['Only the visitor’s browser can reach the server.'] : []),
  ];
  return {
    impact: `${WHO[attacker]} can open this WebSocket${who}, read its messages and send its own in ${named(browsers)}.`,
    bounds: bounds.join(' '),
  };
};

const COOKIES_UNKNOWN =
  'Whether the server identifies visitors by their cookies is not known: if it does, this is as severe as a stolen session. Pass a session’s cookie with -H to find out.';

const MOST_WRITES = 3;

function named(browsers: readonly Browser[]): string {
  const names = browsers.map((browser) => BROWSER_NAMES[browser]);
  if (names.length === 1) return `${names[0]} only`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Cookies of a session as servers set them, by the visit in which the visitor signed in. */
const SESSIONS = { any: 'session=1; SameSite=Strict', crossSite: 'session=1; SameSite=None; Secure' } as const;

/** Cookies depend on the site, not the origin, and browsers treat cross-site cookies differently. */
function cookies(origin: string, url: URL, browsers: readonly Browser[]): string {
  const relation = siteRelation(origin, url.href, isPublicSuffix);
  if (relation === 'same-site') return 'The page is same-site, so every cookie is sent.';
  const isSent = (browser: Browser, cookie: keyof typeof SESSIONS): boolean => {
    const request: CookieRequest = { page: origin, url: url.href, credentials: 'include', setBy: 'visit' };
    return judgeCookie(SESSIONS[cookie], request, COOKIE_RULES[browser], { isPublicSuffix }).sent;
  };
  const [every, others] = partition(browsers, (browser) => isSent(browser, 'any'));
  const [some, none] = partition(others, (browser) => isSent(browser, 'crossSite'));
  const since = relation === 'cross-site' ? 'unless the visitor blocks third-party cookies' : OTHER_SCHEME;
  return [
    ...(some.length > 0
      ? [`${saying(some, 'send')}${relation === 'cross-site' ? '' : ' only'} cookies with SameSite=None, ${since}.`]
      : []),
    ...(every.length > 0 ? [`${saying(every, 'send')} every cookie, since the page has the same domain.`] : []),
    ...(none.length > 0 ? [`${saying(none, 'block')} cross-site cookies by default.`] : []),
    'HTTP passwords are sent.',
  ].join(' ');
}

/** Chrome sends; Firefox and Safari send. */
function saying(browsers: readonly Browser[], verb: string): string {
  const [only, ...others] = browsers;
  return only && others.length === 0 ? `${BROWSER_NAMES[only]} ${verb}s` : `${named(browsers)} ${verb}`;
}

const OTHER_SCHEME = 'since the page has another scheme';

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

const NOTHING_MORE =
  'No cookies are sent, so the page gets no more than anyone with the URL: the list just has no effect.';

const tokenBound = (names: readonly string[]): string =>
  `Without ${names.join(', ')} the server denies access, and browsers don’t send that on their own: a page needs the visitor’s token to get their data. The list just has no effect.`;

const IN_PRIVATE =
  'The server is in a private network or on this machine, where only the visitor’s browser can reach it. Chrome since 142 and newer Firefox prompt the visitor before a public page may do so; Safari does not.';
