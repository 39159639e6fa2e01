import { checkPolicy, type Policy, parsePolicy } from './policy.js';
import type { OriginsFunction, PolicyConfig } from './policy-config.js';
import { type Report, refuseProblems } from './policy-error.js';

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

/** The options of `cors` by the keys of a policy. */
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
 * The policy that does what these options of the `cors` package were meant to do. Throws a PolicyError that lists what
 * can't be migrated safely and why: regular expressions, `origin: true` with credentials, and whatever `createPolicy`
 * refuses. Two things change on purpose: an origin that is not allowed gets no CORS headers at all, and only
 * real preflights end at the policy.
 */
export function fromCorsOptions(options: CorsOptions = {}): Policy {
  const given: CorsOptions = typeof options === 'object' && options !== null ? options : {};
  const { origin = '*', methods = DEFAULT_METHODS, headers, allowedHeaders = headers } = given;
  const { exposedHeaders = [], credentials, maxAge } = given;
  const config = {
    origins: origins(origin),
    methods: names(methods),
    // `cors` echoes the requested headers if none is named.
    requestHeaders: allowedHeaders === undefined || isEvery(allowedHeaders) ? '*' : names(allowedHeaders),
    responseHeaders: names(exposedHeaders),
    ...(credentials !== undefined && { credentials }),
    ...(maxAge !== undefined && { maxAge }),
  };
  refuseProblems((report) => {
    if (given === options) checkOptions(given, report);
    else if (typeof options === 'function')
      report('not-portable', '', 'function', 'Give the adapter a function that chooses a policy for each request.');
    else
      report('wrong-type', '', options, 'The options must be an object: leave them out for those of the cors package.');
    checkPolicy(config, (code, path, ...rest) => report(code, inOptions(path), ...rest));
  });
  return parsePolicy(config);
}

function checkOptions(options: CorsOptions, report: Report): void {
  for (const key of Object.keys(options).filter((key) => !CARRIED.includes(key)))
    report('unknown-key', key, key, 'The cors package has no such option and ignores it.');
  const { origin, credentials, preflightContinue, optionsSuccessStatus = 204 } = options;
  if (origin === false) report('not-portable', 'origin', origin, 'This disables CORS: remove the adapter.');
  for (const [index, one] of [origin].flat().entries()) {
    const path = Array.isArray(origin) ? `origin[${index}]` : 'origin';
    if (one instanceof RegExp)
      report('not-portable', path, one, 'Regular expressions often match too much: write a pattern.', patternFor(one));
    if (!isOrigin(one, path))
      report(
        'wrong-type',
        path,
        one,
        `Must be a string, a list of strings, true or a function.${one ? ' The cors package allows every origin here.' : ''}`,
      );
    if (one === true && (credentials || Array.isArray(origin)))
      report('not-portable', path, one, "This allows every site to use a person's credentials: list the origins.");
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
  if (!isSuccess(optionsSuccessStatus))
    report(
      'not-portable',
      'optionsSuccessStatus',
      optionsSuccessStatus,
      'Browsers refuse a preflight with this status.',
    );
}

/** Whether `cors` writes it as `*`. */
const isEvery = (list: unknown): boolean =>
  list === '*' || (Array.isArray(list) && list.length === 1 && list[0] === '*');

function isSuccess(status: unknown): boolean {
  const code = typeof status === 'string' ? Number(status) : status;
  return typeof code === 'number' && code >= 200 && code <= 299;
}

/** Whether it is an origin, alone or in a list: not a missing string, and nothing that `cors` takes for "everyone". */
function isOrigin(one: unknown, path: string): boolean {
  if (typeof one === 'string' || typeof one === 'boolean' || one instanceof RegExp) return true;
  return path === 'origin' && (one === undefined || typeof one === 'function');
}

function origins(origin: NonNullable<CorsOptions['origin']>): PolicyConfig['origins'] {
  if (origin === true || origin === '*') return '*';
  if (typeof origin === 'function') return fromCallback(origin);
  const list = [origin].flat().filter((one) => typeof one === 'string');
  // Anything else has been reported.
  return list.length > 0 ? list : () => false;
}

/** Any value that `cors` accepts from the callback allows or denies here. */
function fromCallback(origin: (origin: string | undefined, callback: OriginCallback) => void): OriginsFunction {
  return (requested) =>
    new Promise((resolve, reject) => {
      origin(requested, (error, value = false) => {
        if (error) reject(error);
        else resolve([value].flat().some((one) => matches(one, requested)));
      });
    });
}

function matches(one: boolean | string | RegExp, requested: string): boolean {
  if (one instanceof RegExp) return one.test(requested);
  return one === true || one === '*' || one === requested;
}

/** Anything else than a string or a list is left for the policy to refuse. */
function names(list: unknown): unknown {
  const all = typeof list === 'string' ? list.split(',') : list;
  if (!Array.isArray(all)) return all;
  return all.map((name) => (typeof name === 'string' ? name.trim() : name)).filter((name) => name !== '');
}

/** The pattern for expressions such as `/\.example\.com$/`, if they read like a host. */
function patternFor({ source }: RegExp): string | undefined {
  const host = /((?:[a-z0-9-]+\\\.)+[a-z]+)(?:\\\/\??)?\$?$/i.exec(source)?.[1]?.replaceAll('\\', '').toLowerCase();
  return host && `https://*.${host}`;
}

const inOptions = (path: string): string => path.replace(/^\w+/, (key) => OPTION_OF[key] ?? key);
