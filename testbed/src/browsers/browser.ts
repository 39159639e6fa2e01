import type { HeaderList, PageRequest } from '@corsmith/protocol';
import type { HarEntry } from '../recordings/har-entry.js';
import type { World } from '../servers/world.js';

/** A body as a page makes it; all of them hold `text`. */
export type PageBody = {
  readonly kind: 'text' | 'params' | 'form' | 'blob' | 'buffer' | 'stream';
  readonly text: string;
  /** A blob's type. */
  readonly type?: string;
};

/**
 * One request of a page. Elements (`script`, `image`) with mode `no-cors` have no `crossorigin` attribute; with `cors`
 * it is `use-credentials` where the credentials are `include`, else `anonymous`.
 */
export type PageStep = Omit<PageRequest, 'origin' | 'body' | 'duplex'> & {
  readonly body?: PageBody;
  /** Members of the `init` of `fetch()`, which may be what none can be. */
  readonly init?: Readonly<Record<string, unknown>>;
  /** `fetch()` gets a signal that has aborted, with its own reason. */
  readonly aborted?: boolean;
};

/** Requests that one page makes, one after the other. `sandbox`: in a sandboxed frame, whose origin is `null`. */
export interface PageCase {
  readonly page: 'app' | 'sandbox';
  readonly steps: readonly PageStep[];
}

/** What the page itself got to know. Elements know no more than `loaded` or `failed`. */
export type PageResult =
  | {
      readonly kind: 'response';
      readonly type: string;
      readonly status: number;
      readonly url: string;
      /** XHR does not report it. */
      readonly redirected?: boolean;
      readonly headers: HeaderList;
    }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timeout' };

export interface StepObservation {
  readonly result: PageResult;
  /** When the step began: milliseconds of the page's clock. */
  readonly at: number;
  /** Lines that the engine printed to its console during the step, in order. */
  readonly messages: readonly string[];
}

export type EngineWithBrowser = 'chromium' | 'firefox' | 'webkit';

/** A running browser with one page open. Cases that wait at the same time go to the page together. */
export interface Browser {
  readonly engine: EngineWithBrowser;
  readonly version: string;
  /** Rejects where the browser gives no response in time or has ended. */
  run(pageCase: PageCase): Promise<readonly StepObservation[]>;
  /** What the Network panel has recorded since the last call, where the browser was started with recording. */
  recorded?(): Promise<readonly HarEntry[]>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly network?: 'recorded';
}

export type StartBrowser = (world: World, options?: StartOptions) => Promise<Browser>;
