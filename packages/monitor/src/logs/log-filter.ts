import type { Exclusion } from './counts/tally.js';
import type { LogRecord } from './record.js';
import { routeOf } from './route.js';

/** Selects the preflights to count. Times are in seconds since 1970. */
export interface LogFilter {
  readonly since?: number;
  readonly until?: number;
  /** With a port, or without one for any port; `*` matches any part. */
  readonly host?: string;
  /** A path, or a prefix that ends with `*`. */
  readonly path?: string;
  /** The maximum time from a preflight to the end of its request, in seconds. */
  readonly window: number;
}

/** Returns why the filter excludes a preflight; undefined if it is included. */
export function exclusions({
  since,
  until,
  host: named,
  path: given,
}: LogFilter): (record: LogRecord) => Exclusion | undefined {
  const hosts = named === undefined ? undefined : new RegExp(hostPattern(named));
  const prefix = given?.endsWith('*') ? given.slice(0, -1) : undefined;
  return ({ time, host, path }) => {
    if ((since !== undefined && time < since) || (until !== undefined && time >= until)) return 'time';
    if (hosts && host !== '' && !hosts.test(host)) return 'host';
    if (given === undefined) return undefined;
    const isIncluded = prefix === undefined ? path === given || routeOf(path) === given : path.startsWith(prefix);
    return isIncluded ? undefined : 'path';
  };
}

/** A regular expression, also for RE2, that matches the hosts, with a group around the whole match. */
export function hostPattern(host: string): string {
  const text = host.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '[^:]*');
  return `^(${text}${/:\d+$/.test(host) ? '' : '(?::[0-9]+)?'})$`;
}
