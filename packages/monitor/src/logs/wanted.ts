import type { Exclusion } from './counts/tally.js';
import type { LogRecord } from './record.js';
import { routeOf } from './route.js';

/** What is looked for. Times are seconds since 1970. */
export interface Wanted {
  readonly since?: number;
  readonly until?: number;
  /** With its port, or without for any; `*` stands for any part of it. */
  readonly host?: string;
  /** A path, or the beginning of paths where it ends with `*`. */
  readonly path?: string;
  /** How long after its preflight a request may end. Seconds. */
  readonly window: number;
}

/** Why a preflight is not wanted; undefined if it is. */
export function exclusions({
  since,
  until,
  host: named,
  path: given,
}: Wanted): (record: LogRecord) => Exclusion | undefined {
  const hosts = named === undefined ? undefined : new RegExp(hostPattern(named));
  const prefix = given?.endsWith('*') ? given.slice(0, -1) : undefined;
  return ({ time, host, path }) => {
    if ((since !== undefined && time < since) || (until !== undefined && time >= until)) return 'time';
    if (hosts && host !== '' && !hosts.test(host)) return 'host';
    if (given === undefined) return undefined;
    const isWanted = prefix === undefined ? path === given || routeOf(path) === given : path.startsWith(prefix);
    return isWanted ? undefined : 'path';
  };
}

/** A regular expression, of RE2 too, for the hosts that are meant, with a group around them. */
export function hostPattern(host: string): string {
  const text = host.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '[^:]*');
  return `^(${text}${/:\d+$/.test(host) ? '' : '(?::[0-9]+)?'})$`;
}
