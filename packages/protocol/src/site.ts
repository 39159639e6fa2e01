import { parseUrl } from './origin.js';
import { isUsualPublicSuffix } from './public-suffix.js';

/** Origins of one site, whatever their schemes. https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site */
export function isSchemelesslySameSite(a: string, b: string): boolean {
  const [ours, theirs] = [parseUrl(a)?.hostname, parseUrl(b)?.hostname];
  if (!ours || !theirs) return false;
  return ours === theirs || (!isAddress(ours) && registrableDomain(ours) === registrableDomain(theirs));
}

/** https://url.spec.whatwg.org/#host-registrable-domain; the host itself where it has none, which is nobody else's. */
function registrableDomain(host: string): string {
  const labels = host.split('.');
  for (let count = 1; count < labels.length; count++) {
    if (isUsualPublicSuffix(labels.slice(-count).join('.'))) continue;
    return labels.slice(-count).join('.');
  }
  return host;
}

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);
