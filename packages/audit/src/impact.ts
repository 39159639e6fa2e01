import { BROWSER_NAMES, type Browser, parseUrl } from '@corsmith/protocol';
import type { Attacker, Finding, Reaches } from './finding.js';
import { best, capable } from './reach.js';
import { registeredOf, type Target } from './target.js';

const WHO: Readonly<Record<Exclude<Attacker, 'nobody'>, string>> = {
  anyone: 'Any website that a visitor opens',
  neighbour: 'Whoever has another host of the domain or another port of the host, or finds a hole there,',
  network: 'Whoever is on the way of a visitor’s requests, as in a public Wi-Fi,',
  machine: 'Any program that serves a page on the visitor’s own machine',
  'third-party': 'That company, or whoever breaks into it,',
};

/** Who can do what from a page of that origin, with which browsers, and what bounds it. */
export function impactOf(
  attacker: Exclude<Attacker, 'nobody'>,
  origin: string,
  reaches: Reaches,
  { url, network }: Pick<Target, 'url' | 'network'>,
): Pick<Finding, 'impact' | 'bounds'> {
  const access = best(reaches);
  const reads = best(reaches, 'read') === access;
  const deeds = [
    ...(reads
      ? [access === 'with-credentials' ? 'read this answer as the signed-in visitor' : 'read this answer']
      : []),
    ...(best(reaches, 'write') === access ? ['send requests that change something'] : []),
  ];
  const browsers = capable(reaches, reads ? 'read' : 'write');
  const blind = best(reaches, 'read') === 'none' ? ', though not read what comes back' : '';
  const bounds = access === 'with-credentials' ? cookies(isSameSite(origin, url), browsers) : nothingMore(network);
  return { impact: `${WHO[attacker]} can ${deeds.join(' and ')} in ${named(browsers)}${blind}.`, bounds };
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

/** Cookies go by site, not by origin, and each browser has its own way with those of other sites. */
function cookies(sameSite: boolean, browsers: readonly Browser[]): string {
  if (sameSite) return 'The page is of the same site, so that every cookie goes along.';
  const chrome = browsers.includes('chromium') ? 'Chrome sends cookies that say SameSite=None; ' : '';
  const others = [
    ...(browsers.includes('firefox') ? ['Firefox'] : []),
    ...(browsers.includes('webkit') ? ['Safari'] : []),
  ];
  const kept =
    others.length > 0
      ? `${others.join(' and ')}, as installed, ${others.length > 1 ? 'hold' : 'holds'} back those of other sites; `
      : '';
  return `${chrome}${kept}passwords of HTTP go along.`;
}

const nothingMore = (network: Target['network']): string =>
  network === 'private'
    ? 'The server stands in a private network, or on this machine, where only the visitor’s browser gets to it. Chrome since 142 and newer Firefox ask the visitor before a page of the internet may; Safari does not.'
    : 'No cookies go along, so it is no more than anyone with the URL gets: the list just does not hold.';
