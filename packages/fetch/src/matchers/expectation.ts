import {
  type EngineName,
  isForbiddenMethod,
  isHeaderValue,
  isToken,
  originProblem,
  type PageRequest,
  parseUrl,
} from '@corsmith/protocol';
import { type App, checkApp } from '../apps/app.js';
import { isSequence } from '../init-fault.js';
import { checkFields, oneOf } from '../one-of.js';
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

const FIELDS = ['origin', 'url', 'method', 'headers', 'credentials', 'body', 'engines'];

/** @throws TypeError if a field is unknown or invalid, or the subject is no app and no URL: nothing would be tested. */
export function checkOf(subject: Subject, expectation: CorsExpectation): Check {
  checkFields(expectation, 'The expectation', FIELDS);
  const { origin, url = '/', method = 'GET', headers, credentials, body, engines } = expectation;
  if (typeof origin !== 'string')
    throw new TypeError(`origin must be the page's origin, such as https://app.example.com, not ${origin}.`);
  const problem = originProblem(origin);
  if (problem) throw new TypeError(`origin: ${problem.message} (${origin})`);
  if (typeof method !== 'string' || !isToken(method))
    throw new TypeError(`method: ${method} is not a valid HTTP method.`);
  if (isForbiddenMethod(method)) throw new TypeError(`method: no page can send ${method}.`);
  const isRemote = typeof subject === 'string' || subject instanceof URL;
  if (!isRemote) checkApp(subject, 'The subject');
  return {
    page: {
      origin,
      url: absoluteUrl(url, isRemote ? serverUrl(subject) : APP_ADDRESS),
      method,
      headers: headerList(headers),
      ...(credentials === undefined ? {} : { credentials: oneOf(CREDENTIALS, 'credentials', credentials) }),
      ...(body === undefined ? {} : { body: bodyFor(method, body) }),
    },
    target: isRemote ? {} : { app: subject },
    engines: engineList(engines),
  };
}

const CREDENTIALS = ['omit', 'same-origin', 'include'] as const;

function serverUrl(subject: string | URL): string {
  const url = parseUrl(String(subject));
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new TypeError(`The subject must be an app, or the http: or https: URL of a server, not '${subject}'.`);
}

function absoluteUrl(url: unknown, base: string): string {
  const isText = typeof url === 'string' || url instanceof URL;
  const absolute = isText ? parseUrl(String(url), base) : undefined;
  if (absolute && /^https?:$/.test(absolute.protocol)) return absolute.href;
  throw new TypeError(`url: ${url} is not a valid URL.`);
}

/** Names alone, names with values, or pairs, as `new Headers()` takes them. */
function headerList(headers: unknown): readonly (readonly [string, string])[] {
  if (headers === undefined) return [];
  if (typeof headers !== 'object' || headers === null)
    throw new TypeError(`headers must be an object of names and values, or a list of names, not ${headers}.`);
  const isNames = Array.isArray(headers) && headers.every((one) => typeof one === 'string');
  const pairs: readonly unknown[] = isNames
    ? headers.map((name: string) => [name, 'x'])
    : isSequence(headers)
      ? [...headers]
      : Object.entries(headers);
  return pairs.map((pair) => {
    const [name, value]: readonly unknown[] = Array.isArray(pair) && pair.length === 2 ? pair : [pair, undefined];
    if (typeof name !== 'string' || !isToken(name)) throw new TypeError(`headers: ${name} is not a valid header name.`);
    if (typeof value !== 'string' || !isHeaderValue(value.trim()))
      throw new TypeError(`headers: the value of ${name} must be a string without line breaks, not ${value}.`);
    return [name, value];
  });
}

function bodyFor(method: string, body: unknown): string | Uint8Array {
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError('body must be a string or a Uint8Array, such as JSON.stringify(…).');
  if (/^(?:get|head)$/i.test(method)) throw new TypeError(`body: a ${method} request has none.`);
  return body;
}

function engineList(engines: unknown): readonly EngineName[] {
  if (engines === undefined) return ['chromium', 'firefox', 'webkit'];
  if (!Array.isArray(engines) || engines.length === 0)
    throw new TypeError(`engines must be a list of at least one of ${ENGINES.join(', ')}.`);
  return engines.map((name) => oneOf(ENGINES, 'engines', name));
}
