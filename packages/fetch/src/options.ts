import type { EngineName, PreflightCache } from '@corsmith/protocol';
import { type App, checkApp } from './apps/app.js';
import type { CookieJar } from './cookies.js';
import { checkFields } from './one-of.js';

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

/** The names of all options. */
const FIELDS = [
  ...['origin', 'url', 'engine', 'version', 'app', 'apps', 'cookies', 'cache', 'onMessage'],
] as const satisfies readonly (keyof FetchOptions)[];

/** @throws TypeError if an option is unknown or of the wrong kind: it would have no effect. */
export function checkOptions(options: FetchOptions): void {
  checkFields(options, 'createFetch', FIELDS);
  const { app, apps, cookies, cache, onMessage } = options;
  if (app !== undefined) checkApp(app);
  if (apps !== undefined) {
    if (typeof apps !== 'object' || apps === null)
      throw new TypeError('apps must be an object: an app for each origin.');
    for (const [origin, one] of Object.entries(apps)) checkApp(one, `apps['${origin}']`);
  }
  if (cookies !== undefined && !hasMethods(cookies, ['getCookieString', 'setCookie']))
    throw new TypeError(
      'cookies must be a cookie jar with getCookieString() and setCookie(), such as that of tough-cookie.',
    );
  if (cache !== undefined && !hasMethods(cache, ['get', 'set', 'delete']))
    throw new TypeError('cache must be a PreflightCache.');
  if (onMessage !== undefined && typeof onMessage !== 'function') throw new TypeError('onMessage must be a function.');
}

const hasMethods = (value: unknown, names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => typeof Reflect.get(value, name) === 'function');
