import { isOlder, systemPackages } from '../../../setup/system-packages.mjs';
import type { Browser } from '../browsers/browser.js';

/** Says where a browser is older than the one that `simulate` models: then it does other things, and that is no mistake. */
export function olderThanModelled({ engine, version }: Pick<Browser, 'engine' | 'version'>): string | undefined {
  const { tested, debian } = systemPackages[engine] ?? { debian: [] };
  if (tested === undefined || !isOlder(version, tested)) return undefined;
  return `This ${engine} (${version}) is older than the one that simulate models (${tested}) and does other things. Install a newer one: apt-get update && apt-get install ${debian.join(' ')}`;
}
