import { BROWSER_NAMES, type Browser, parseUrl } from '@corsmith/protocol';
import type { Attacker, Finding, Reaches } from './finding.js';
import { best, capable } from './reach.js';
import { registeredOf, type Target } from './target.js';

const WHO: Readonly<Record<Exclude<Attacker, 'nobody'>, string>> = {
  anyone: 'Any website that a visitor opens',
  neighbour: 'Whoever controls another host of the domain or another port of the host, or finds a vulnerability there,',
  network: 'Whoever can intercept a visitor’s requests, as on a public Wi-Fi,',
  machine: 'Any program that serves a page on the visitor’s own machine',
  'third-party': 'That company, or whoever compromises it,',
};

/** Who can do what from a page of that origin, in which browsers, and what limits it. */
export function impactOf(
  attacker: Exclude<Attacker, 'nobody'>,
  origin: string,
  reaches: Reaches,
  { url, network }: Pick<Target, 'url' | 'network'>,
): Pick<Finding, 'impact' | 'bounds'> {
  const access = best(reaches);
  const reads = best(reaches, 'read') === access;
  const actions = [
    ...(reads
      ? [access === 'with-credentials' ? 'read this response as the signed-in visitor' : 'read this response']
      : []),
    ...(best(reaches, 'write') === access ? ['send requests that change data'] : []),
  ];
  const browsers = capable(reaches, reads ? 'read' : 'write');
  const blind = best(reaches, 'read') === 'none' ? ', but not read the response' : '';
  const bounds = access === 'with-credentials' ? cookies(isSameSite(origin, url), browsers) : nothingMore(network);
  return { impact: `${WHO[attacker]} can ${actions.join(' and ')} in ${named(browsers)}${blind}.`, bounds };
}

function named(browsers: readonly Browser[]): string {
  const names = browsers.map((browser) => BROWSER_NAMES[browser]);
  if (names.length === 1) return `${names[0]} only`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** https://html.spec.whatwg.org/multipage/browsers.html#same-site */
function isSameSite(origin: string, url: URL): boolean {
  const page = parseUrl(origin);
  if (!page || page.protocol !== url.protocol) return false;
  if (page.hostname === url.hostname) return true;
  const [ours, theirs] = [page, url].map(({ hostname }) => registeredOf(hostname)?.domain);
  return ours !== undefined && ours === theirs;
}

/** Cookies depend on the site, not the origin, and browsers treat cross-site cookies differently. */
function cookies(sameSite: boolean, browsers: readonly Browser[]): string {
  if (sameSite) return 'The page is same-site, so every cookie is sent.';
  const chrome = browsers.includes('chromium') ? 'Chrome sends cookies with SameSite=None; ' : '';
  const others = [
    ...(browsers.includes('firefox') ? ['Firefox'] : []),
    ...(browsers.includes('webkit') ? ['Safari'] : []),
  ];
  const blocked =
    others.length > 0
      ? `${others.join(' and ')} by default ${others.length > 1 ? 'block' : 'blocks'} cross-site cookies; `
      : '';
  return `${chrome}${blocked}HTTP passwords are sent.`;
}

const nothingMore = (network: Target['network']): string =>
  network === 'private'
    ? 'The server is in a private network or on this machine, where only the visitor’s browser can reach it. Chrome since 142 and newer Firefox prompt the visitor before a public page may do so; Safari does not.'
    : 'No cookies are sent, so the page gets no more than anyone with the URL: the list just has no effect.';
