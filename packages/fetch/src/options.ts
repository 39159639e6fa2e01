import type { EngineName, PreflightCache } from '@corsmith/protocol';
import type { App } from './apps/app.js';
import type { CookieJar } from './cookies.js';

/** The page that calls `fetch`, and what is behind it. */
export interface FetchOptions {
  /** The page's serialised origin (`https://app.example.com`), or `null` for an opaque one. */
  readonly origin: string;
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
