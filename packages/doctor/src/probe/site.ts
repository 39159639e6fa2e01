import { parseUrl } from '@corsmith/protocol';

/**
 * How the page stands to the server, as `Sec-Fetch-Site` says it. Servers with a resource isolation policy refuse
 * `cross-site` and let `same-site` in, so the difference between the two can be the cause of a block.
 * https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
 */
export type Site = 'same-origin' | 'same-site' | 'cross-site';

export async function siteOf(origin: string, url: URL): Promise<Site> {
  if (origin === url.origin) return 'same-origin';
  const page = parseUrl(origin);
  if (!page || page.protocol !== url.protocol) return 'cross-site';
  if (page.hostname === url.hostname) return 'same-site';
  // The public suffix list takes 20 ms to load: most pairs of hosts don't need it.
  if (lastTwoLabels(page.hostname) !== lastTwoLabels(url.hostname)) return 'cross-site';
  const { getDomain } = await import('tldts');
  const [ours, theirs] = [page, url].map(({ hostname }) => getDomain(hostname, { allowPrivateDomains: true }));
  return ours && ours === theirs ? 'same-site' : 'cross-site';
}

const lastTwoLabels = (host: string): string => host.split('.').slice(-2).join('.');
