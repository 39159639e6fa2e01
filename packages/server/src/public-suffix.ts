import { isHostingSuffix, isUsualPublicSuffix } from '@corsmith/protocol';
import { builtinModule } from './runtime.js';

type PublicSuffixOf = (host: string, options: { allowPrivateDomains: boolean }) => string | null;

/**
 * Whether anyone can register names directly below this host (without a trailing dot): the best-known hosting services, and
 * the whole Public Suffix List if the optional peer `tldts` is installed; without it, every top-level domain and the usual
 * second-level ones.
 */
export function isPublicSuffix(host: string, publicSuffixOf: PublicSuffixOf | null = installedList()): boolean {
  if (!publicSuffixOf) return isUsualPublicSuffix(host);
  return isHostingSuffix(host) || publicSuffixOf(host, { allowPrivateDomains: true }) === host;
}

function installedList(): PublicSuffixOf | null {
  try {
    const module = builtinModule<{
      createRequire(from: string): (id: string) => { readonly getPublicSuffix?: PublicSuffixOf };
    }>('node:module');
    return module?.createRequire(import.meta.url)('tldts').getPublicSuffix ?? null;
  } catch {
    return null;
  }
}
