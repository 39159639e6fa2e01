import { BROWSER_NAMES, type Browser, parseUrl } from '@corsmith/protocol';
import type { Attacker, Finding, Reaches } from './finding.js';
import { best, capable } from './reach.js';
import { registeredOf, type Target } from './target.js';

const WHO: Readonly<Record<Exclude<Attacker, 'nobody'>, string>> = {
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
  attacker: Exclude<Attacker, 'nobody'>,
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
    ...(access === 'with-credentials' ? [cookies(siteRelation(origin, url), browsers)] : []),
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
  attacker: Exclude<Attacker, 'nobody'>,
  origin: string,
  reaches: Reaches,
  { url, network }: Omit<Limits, 'token'>,
): Pick<Finding, 'impact' | 'bounds'> => {
  const access = best(reaches);
  const browsers = capable(reaches, 'read');
  const who = access === 'with-credentials' ? ' as the signed-in visitor' : '';
  const bounds = [
    access === 'with-credentials' ? cookies(siteRelation(origin, url), browsers) : COOKIES_UNKNOWN,
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

type SiteRelation = 'same-site' | 'same-site-but-scheme' | 'cross-site';

/** https://html.spec.whatwg.org/multipage/browsers.html#same-site */
function siteRelation(origin: string, url: URL): SiteRelation {
  const page = parseUrl(origin);
  if (!page) return 'cross-site';
  const [ours, theirs] = [page, url].map(({ hostname }) => registeredOf(hostname)?.domain);
  const isSameDomain = page.hostname === url.hostname || (ours !== undefined && ours === theirs);
  if (!isSameDomain) return 'cross-site';
  return page.protocol === url.protocol ? 'same-site' : 'same-site-but-scheme';
}

/**
 * Cookies depend on the site, not the origin, and browsers treat cross-site cookies differently. Firefox ignores the scheme
 * (seen in 153); Safari was not tested with two schemes.
 */
function cookies(relation: SiteRelation, browsers: readonly Browser[]): string {
  if (relation === 'same-site') return 'The page is same-site, so every cookie is sent.';
  const sentences: Readonly<Record<Browser, string>> =
    relation === 'same-site-but-scheme'
      ? {
          chromium: 'Chrome sends only cookies with SameSite=None, since the page has another scheme.',
          firefox: 'Firefox sends every cookie, since the page has the same domain.',
          webkit: '',
        }
      : {
          chromium: 'Chrome sends cookies with SameSite=None, unless the visitor blocks third-party cookies.',
          firefox: browsers.includes('webkit') ? '' : 'Firefox blocks cross-site cookies by default.',
          webkit: `${browsers.includes('firefox') ? 'Firefox and Safari block' : 'Safari blocks'} cross-site cookies by default.`,
        };
  return [...browsers.map((browser) => sentences[browser]), 'HTTP passwords are sent.']
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const NOTHING_MORE =
  'No cookies are sent, so the page gets no more than anyone with the URL: the list just has no effect.';

const tokenBound = (names: readonly string[]): string =>
  `Without ${names.join(', ')} the server denies access, and browsers don’t send that on their own: a page needs the visitor’s token to get their data. The list just has no effect.`;

const IN_PRIVATE =
  'The server is in a private network or on this machine, where only the visitor’s browser can reach it. Chrome since 142 and newer Firefox prompt the visitor before a public page may do so; Safari does not.';
