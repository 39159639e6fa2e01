import type { ReaderId } from '@corsmith/readers';
import type { Random } from './random.js';

/** A stack whose configurations are generated, read and run. */
export interface ReadStack {
  readonly id: ReaderId;
  /** Groups of setup/system-packages.mjs. */
  readonly needs: readonly string[];
  /** Name and version. */
  version(): Promise<string>;
  /** One configuration, as people write them, right or wrong. `number` makes its names distinct. */
  configuration(random: Random, number: number): Configured;
  /** Runs all of them. */
  start(all: readonly Configured[]): Promise<Started>;
}

/** A file as it is read and run. */
export interface Configured {
  readonly path: string;
  readonly text: string;
  /** The path whose policy is compared; absent if there is one policy. */
  readonly where?: string;
}

export interface Started {
  /** Where each configuration responds: a URL, and the Host if several share one. */
  readonly places: readonly { readonly url: string; readonly host?: string }[];
  stop(): Promise<void>;
}
