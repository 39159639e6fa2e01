import type { EngineName, PreflightCache } from '@corsmith/protocol';
import type { App } from './apps/app.js';
import type { CookieJar } from './cookies.js';

/** The page that calls `fetch`, and what is behind it. */
export type FetchOptions = PageOptions & NetworkOptions;

/** Where the page is: its URL, or its origin alone. Both, where its origin is `null`. */
export type PageOptions =
  | {
      /** The page's serialised origin (`https://app.example.com`), or `null` for an opaque one. Default: that of `url`. */
      readonly origin: string;
      readonly url?: string | URL;
    }
  | {
      readonly origin?: string;
      /** The page's own URL, from which relative URLs start. Default: the root of `origin`. */
      readonly url: string | URL;
    };

export interface NetworkOptions {
  /** Whose rules and words: `standard` is the letter of the Fetch standard. Default `chromium`. */
  readonly engine?: EngineName;
  /** A version of the engine, such as `150`. Default: the newest that is tested. */
  readonly version?: string;
  /** Answers every request in this process, whatever its URL. Default: requests go over the network. */
  readonly app?: App;
  /** Apps by the origin at which each stands. Requests to other origins go to `app`, or over the network. */
  readonly apps?: Readonly<Record<string, App>>;
  /** Keeps cookies and sends them where credentials go along. Without it there are none. */
  readonly cookies?: CookieJar;
  /** What is remembered of preflights; one of your own has its own clock. Default: a fresh one, on `Date.now`. */
  readonly cache?: PreflightCache;
  /** Told each line that the browser would print to its console, `console.warn` for one. */
  readonly onMessage?: (message: string) => void;
}
