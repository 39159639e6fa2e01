import type { EngineName, PreflightCache } from '@corsmith/protocol';
import type { App } from './apps/app.js';
import type { CookieJar } from './cookies.js';

/** The page that calls `fetch`, and its network. */
export type FetchOptions = PageOptions & NetworkOptions;

/** The page: its URL, or only its origin. Both if its origin is `null`. */
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
  /** Whose rules and messages: `standard` is the letter of the Fetch standard. Default `chromium`. */
  readonly engine?: EngineName;
  /** A version of the engine, such as `150`. Default: the newest that is tested. */
  readonly version?: string;
  /** Handles every request in this process, whatever its URL. Default: requests go over the network. */
  readonly app?: App;
  /** Apps by origin. Requests to other origins go to `app`, or over the network. */
  readonly apps?: Readonly<Record<string, App>>;
  /** Stores cookies and sends them with credentialed requests. Default: no cookies. */
  readonly cookies?: CookieJar;
  /** The preflight cache; a cache of your own can have its own clock. Default: a new one, on `Date.now`. */
  readonly cache?: PreflightCache;
  /** Called with each line that the browser would print to its console, such as `console.warn`. */
  readonly onMessage?: (message: string) => void;
}
