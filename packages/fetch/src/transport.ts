import { toApp } from './apps/app.js';
import { overNetwork } from './network.js';
import type { NetworkOptions } from './options.js';
import type { Transport } from './transport-response.js';

/** Where a request for `url` goes. */
export function transportFor({ app, apps }: Pick<NetworkOptions, 'app' | 'apps'>, url: string): Transport {
  const { origin } = new URL(url);
  const chosen = apps && Object.hasOwn(apps, origin) ? apps[origin] : app;
  return chosen === undefined ? overNetwork : toApp(chosen);
}
