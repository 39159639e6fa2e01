import { askApp } from './apps/app.js';
import { overNetwork } from './network.js';
import type { NetworkOptions } from './options.js';
import type { Transport } from './wire-answer.js';

/** Who answers a request for `url`. */
export function transportFor({ app, apps }: Pick<NetworkOptions, 'app' | 'apps'>, url: string): Transport {
  const { origin } = new URL(url);
  const chosen = apps && Object.hasOwn(apps, origin) ? apps[origin] : app;
  return chosen === undefined ? overNetwork : askApp(chosen);
}
