import { type EngineName, isToken, originProblem, type PageRequest, parseUrl } from '@corsmith/protocol';
import type { App } from '../apps/app.js';
import { oneOf } from '../one-of.js';
import type { NetworkOptions } from '../options.js';

/** A page's request to a server, with the names and defaults of `fetch()`. */
export interface CorsExpectation {
  /** The page's serialised origin, or `null`. */
  readonly origin: string;
  /** Absolute, or a path of the app. Default `/`. */
  readonly url?: string;
  /** Default `GET`. */
  readonly method?: string;
  /** The headers that the page sets: names with values, or only names. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  readonly body?: string | Uint8Array;
  /** Whose verdicts count. Default: Chrome, Firefox and Safari. */
  readonly engines?: readonly EngineName[];
}

/** The subject of `toAllow`: an app in this process, or the URL of a server. */
export type Subject = App | string | URL;

/** A request, where it goes, and for which engines. */
export interface Check {
  readonly page: PageRequest;
  readonly target: Pick<NetworkOptions, 'app'>;
  readonly engines: readonly EngineName[];
}

const ENGINES = ['standard', 'chromium', 'firefox', 'webkit'] as const;

/** The origin of an app in this process. */
const APP_ADDRESS = 'https://api.test';

/** @throws TypeError if the expectation is not a request that a page can make. */
export function checkOf(subject: Subject, expectation: CorsExpectation): Check {
  const { origin, url = '/', method = 'GET', headers = [], credentials, body } = expectation;
  const { engines = ['chromium', 'firefox', 'webkit'] } = expectation;
  const problem = originProblem(origin);
  if (problem) throw new TypeError(`origin: ${problem.message} (${origin})`);
  if (!isToken(method)) throw new TypeError(`method: ${method} is not a valid HTTP method.`);
  const isRemote = typeof subject === 'string' || subject instanceof URL;
  const absolute = parseUrl(url, isRemote ? String(subject) : APP_ADDRESS)?.href;
  if (absolute === undefined) throw new TypeError(`url: ${url} is not a valid URL.`);
  const list = Array.isArray(headers) ? headers.map((name): [string, string] => [name, 'x']) : Object.entries(headers);
  return {
    page: {
      origin,
      url: absolute,
      method,
      headers: list,
      ...(credentials === undefined ? {} : { credentials }),
      ...(body === undefined ? {} : { body }),
    },
    target: isRemote ? {} : { app: subject },
    engines: engines.map((name) => oneOf(ENGINES, 'engines', name)),
  };
}
