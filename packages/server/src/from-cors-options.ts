import { checkPolicy, createPolicy, type Policy } from './policy.js';
import type { OriginsFunction, PolicyConfig } from './policy-config.js';
import { type Report, refuseMistakes } from './policy-error.js';

type Origin = boolean | string | RegExp | ReadonlyArray<boolean | string | RegExp>;
type OriginCallback = (error: Error | null, origin?: Origin) => void;

/** The options of the `cors` package, version 2. */
export interface CorsOptions {
  readonly origin?: Origin | ((origin: string | undefined, callback: OriginCallback) => void) | undefined;
  readonly methods?: string | readonly string[] | undefined;
  readonly allowedHeaders?: string | readonly string[] | undefined;
  /** Another name of `allowedHeaders`. */
  readonly headers?: string | readonly string[] | undefined;
  readonly exposedHeaders?: string | readonly string[] | undefined;
  readonly credentials?: boolean | undefined;
  readonly maxAge?: number | undefined;
  readonly preflightContinue?: boolean | undefined;
  readonly optionsSuccessStatus?: number | undefined;
}

const DEFAULT_METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

/** The keys under which a policy holds what an option of `cors` says. */
const OPTION_OF: Readonly<Record<string, string>> = {
  origins: 'origin',
  requestHeaders: 'allowedHeaders',
  responseHeaders: 'exposedHeaders',
};

const CARRIED = [
  'origin',
  'methods',
  'allowedHeaders',
  'headers',
  'exposedHeaders',
  'credentials',
  'maxAge',
  'preflightContinue',
  'optionsSuccessStatus',
];

/**
 * The policy that does what these options of the `cors` package were meant to do. Throws a PolicyError that says what
 * can't be carried over safely and why: regular expressions, `origin: true` with credentials, and whatever `createPolicy`
 * refuses. Two things change on purpose: an origin that is not allowed gets no CORS headers at all, and a preflight ends
 * only where it is one.
 */
export function fromCorsOptions(options: CorsOptions = {}): Policy {
  const given: CorsOptions = typeof options === 'object' && options !== null ? options : {};
  const { origin = '*', methods = DEFAULT_METHODS, headers, allowedHeaders = headers } = given;
  const { exposedHeaders = [], credentials, maxAge } = given;
  const config = {
    origins: origins(origin),
    methods: names(methods),
    // `cors` echoes what is asked for where no header is named.
    requestHeaders: allowedHeaders === undefined || String(allowedHeaders) === '*' ? '*' : names(allowedHeaders),
    responseHeaders: names(exposedHeaders),
    ...(credentials !== undefined && { credentials }),
    ...(maxAge !== undefined && { maxAge }),
  } as PolicyConfig;
  refuseMistakes((report) => {
    if (given === options) checkOptions(given, report);
    else if (typeof options === 'function')
      report('not-portable', '', 'function', 'Give the adapter a function that chooses a policy for each request.');
    else
      report('wrong-type', '', options, 'The options must be an object: leave them out for those of the cors package.');
    checkPolicy(config, (code, path, ...rest) => report(code, inOptions(path), ...rest));
  });
  return createPolicy(config);
}

function checkOptions(options: CorsOptions, report: Report): void {
  for (const key of Object.keys(options).filter((key) => !CARRIED.includes(key)))
    report('unknown-key', key, key, 'The cors package has no such option and ignores it.');
  const { origin, credentials, preflightContinue, optionsSuccessStatus = 204 } = options;
  if (origin === false) report('not-portable', 'origin', origin, 'This switches CORS off: leave the adapter out.');
  for (const [index, one] of [origin].flat().entries()) {
    const path = Array.isArray(origin) ? `origin[${index}]` : 'origin';
    if (one instanceof RegExp)
      report(
        'not-portable',
        path,
        one,
        'Regular expressions match more than is meant: write a pattern.',
        patternFor(one),
      );
    if (!isOrigin(one, path))
      report(
        'wrong-type',
        path,
        one,
        `Must be a text, a list of texts, true or a function.${one ? ' The cors package allows every origin here.' : ''}`,
      );
    if (one === true && (credentials || Array.isArray(origin)))
      report('not-portable', path, one, "This lets every site act with a person's credentials: list the origins.");
  }
  for (const key of ['allowedHeaders', 'headers'] as const)
    if (options[key] === '')
      report(
        'not-portable',
        key,
        '',
        'The cors package allows every header here: leave the option out for that, or write [] for none.',
      );
  if (preflightContinue)
    report(
      'not-portable',
      'preflightContinue',
      preflightContinue,
      'Preflights end at the policy: remove your own OPTIONS handlers.',
    );
  if (optionsSuccessStatus < 200 || optionsSuccessStatus > 299)
    report(
      'not-portable',
      'optionsSuccessStatus',
      optionsSuccessStatus,
      'Browsers refuse a preflight with this status.',
    );
}

/** What stands for an origin, alone or in a list: no text that is missing, and nothing that `cors` takes for "everyone". */
function isOrigin(one: unknown, path: string): boolean {
  if (typeof one === 'string' || typeof one === 'boolean' || one instanceof RegExp) return true;
  return path === 'origin' && (one === undefined || typeof one === 'function');
}

function origins(origin: NonNullable<CorsOptions['origin']>): PolicyConfig['origins'] {
  if (origin === true || origin === '*') return '*';
  if (typeof origin === 'function') return asking(origin);
  const list = [origin].flat().filter((one) => typeof one === 'string');
  // What is no text was reported already.
  return list.length > 0 ? list : () => false;
}

/** Any value that `cors` would take from the callback says yes or no here. */
function asking(origin: (origin: string | undefined, callback: OriginCallback) => void): OriginsFunction {
  return (asked) =>
    new Promise((resolve, reject) => {
      origin(asked, (error, value = false) => {
        if (error) reject(error);
        else resolve([value].flat().some((one) => matches(one, asked)));
      });
    });
}

function matches(one: boolean | string | RegExp, asked: string): boolean {
  if (one instanceof RegExp) return one.test(asked);
  return one === true || one === '*' || one === asked;
}

/** What is neither a text nor a list is left for the policy to refuse. */
function names(list: unknown): unknown {
  const all = typeof list === 'string' ? list.split(',') : list;
  if (!Array.isArray(all)) return all;
  return all.map((name) => (typeof name === 'string' ? name.trim() : name)).filter((name) => name !== '');
}

/** The pattern that `/\.example\.com$/` and its like stand for, where it reads like a host. */
function patternFor({ source }: RegExp): string | undefined {
  const host = /((?:[a-z0-9-]+\\\.)+[a-z]+)(?:\\\/\??)?\$?$/i.exec(source)?.[1]?.replaceAll('\\', '').toLowerCase();
  return host && `https://*.${host}`;
}

const inOptions = (path: string): string => path.replace(/^\w+/, (key) => OPTION_OF[key] ?? key);
