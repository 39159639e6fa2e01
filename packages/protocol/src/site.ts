import { parseUrl } from './origin.js';
import { isUsualPublicSuffix } from './public-suffix.js';

/** Whether strangers can register names right below this host. */
export type IsPublicSuffix = (host: string) => boolean;

/** How a page stands to a URL: cookies and some policies go by sites, for which ports and other hosts of a domain don't matter. */
export type SiteRelation = 'same-site' | 'same-site-but-scheme' | 'cross-site';

/**
 * https://html.spec.whatwg.org/multipage/browsers.html#same-site
 * @param isPublicSuffix default: the usual ones, without the thousands of the Public Suffix List.
 */
export function siteRelation(
  page: string,
  url: string,
  isPublicSuffix: IsPublicSuffix = isUsualPublicSuffix,
): SiteRelation {
  const [ours, theirs] = [parseUrl(page), parseUrl(url)];
  if (!ours?.hostname || !theirs?.hostname) return 'cross-site';
  if (registeredDomain(ours.hostname, isPublicSuffix) !== registeredDomain(theirs.hostname, isPublicSuffix))
    return 'cross-site';
  return isEncrypted(ours) === isEncrypted(theirs) ? 'same-site' : 'same-site-but-scheme';
}

/** WebSockets have the schemes `ws:` and `wss:`, which are not others than `http:` and `https:` to a site. */
export const isEncrypted = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'wss:';

/** https://url.spec.whatwg.org/#host-registrable-domain; the host itself if it has none, which is nobody else's. */
function registeredDomain(host: string, isPublicSuffix: IsPublicSuffix): string {
  if (isAddress(host)) return host;
  const labels = host.split('.');
  for (let first = 1; first < labels.length; first++) {
    if (isPublicSuffix(labels.slice(first).join('.'))) return labels.slice(first - 1).join('.');
  }
  return host;
}

export const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);
