import {
  type Dialect,
  dialects,
  type LineSource,
  type LogFilter,
  type LogFormat,
  namedFormat,
} from '@corsmith/monitor/logs';
import { defined } from '@corsmith/protocol';
import type { Invocation } from '../command.js';
import { UsageError, type UsageProblem } from '../usage-error.js';

export interface LogArguments {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly format?: LogFormat;
  readonly filter: LogFilter;
  readonly mode: 'once' | 'follow';
  readonly output: 'short' | 'verbose' | 'json' | 'html';
  /** The SQL engine, and its table with the lines. */
  readonly sql?: { readonly dialect: Dialect; readonly table?: string };
}

const DEFAULT_WINDOW = 60;

/** The flags of `logs` as given. */
export interface LogFlags {
  readonly logFormat?: string;
  readonly follow?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly host?: string;
  readonly path?: string;
  readonly window?: string;
  readonly sql?: string;
  readonly table?: string;
  readonly json?: boolean;
  readonly html?: boolean;
  readonly verbose?: boolean;
}

/** @throws UsageError with every problem */
export function parseLogArguments(
  { arguments: given, options }: Pick<Invocation<LogFlags>, 'arguments' | 'options'>,
  now = Date.now(),
): LogArguments {
  const problems: UsageProblem[] = [];
  const take = (read: number | undefined | { readonly problem: UsageProblem }): number | undefined => {
    if (typeof read !== 'object') return read;
    problems.push(read.problem);
    return undefined;
  };
  const { logFormat, sql: engine, table } = options;
  const named = logFormat === undefined ? undefined : namedFormat(logFormat);
  if (named && 'problems' in named) problems.push(...named.problems);
  const format = named && 'problems' in named ? undefined : named;
  const since = take(timeFlag('--since', options.since, now));
  const until = take(timeFlag('--until', options.until, now));
  const window = take(secondsFlag(options.window)) ?? DEFAULT_WINDOW;
  const files = given.length > 0 || process.stdin.isTTY === true ? given : ['-'];
  const outputs = (['json', 'html', 'verbose'] as const).filter((name) => options[name] === true);
  if (options.json === true && options.html === true)
    problems.push({ message: '--json and --html exclude each other.' });
  const mode = options.follow === true ? 'follow' : 'once';
  if (files.length === 0 && engine === undefined)
    problems.push({ message: 'No log given.', hint: 'Pass files, or pipe a log to standard input' });
  if (mode === 'follow' && files.includes('-') && files.length > 1)
    problems.push({ message: '--follow takes either files or standard input, not both.' });
  if (mode === 'follow' && options.html === true)
    problems.push({
      message: '--html and --follow exclude each other.',
      hint: 'Omit --follow, or pass --json for one line per event',
    });
  if (table !== undefined && !/^[\w.`"-]+$/.test(table))
    problems.push({
      message: `'${table}' is not a valid table name.`,
      hint: 'Write it like web.access_log',
    });
  const dialect = dialects.find(({ id }) => id === engine);
  if (engine !== undefined && dialect === undefined)
    problems.push({
      message: `--sql '${engine}' is not known.`,
      hint: `Known are ${dialects.map(({ id }) => id).join(', ')}`,
    });
  if (problems.length > 0) throw new UsageError(problems);
  const [host, path] = [hostFlag(options.host), pathFlag(options.path)];
  return {
    files,
    ...(format && { format }),
    filter: {
      window,
      ...defined({ since, until, host, path }),
    },
    mode,
    output: outputs[0] ?? 'short',
    ...(dialect && { sql: { dialect, ...(table !== undefined && { table }) } }),
  };
}

/** The host as logs have it, from a host or a URL, without a default port. */
const hostFlag = (text: string | undefined): string | undefined =>
  text
    ?.trim()
    .toLowerCase()
    .replace(/^[a-z][a-z\d+.-]*:\/\/(?:[^/@]*@)?/, '')
    .replace(/[/?#].*$/, '')
    .replace(/:(?:80|443)$/, '');

/** The path as logs have it, from a path or a URL, with a leading slash. */
function pathFlag(text: string | undefined): string | undefined {
  const path = text
    ?.trim()
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/, '');
  return path === undefined || path.startsWith('/') ? path : `/${path}`;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
]);

/** Seconds since 1970, from a date or a duration ago. A time without a time zone is local. */
function timeFlag(
  flag: string,
  text: string | undefined,
  now: number,
): number | undefined | { readonly problem: UsageProblem } {
  if (text === undefined) return undefined;
  const [, count, unit = ''] = /^(\d{1,6})(\w)$/.exec(text) ?? [];
  const seconds = UNITS.get(unit);
  if (seconds !== undefined) return Math.floor(now / 1000) - Number(count) * seconds;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return Math.floor(time / 1000);
  return {
    problem: {
      message: `${flag} '${text}' is not a valid time.`,
      hint: 'Write 2026-03-02T09:00, or how long ago: 30m, 2h, 7d',
    },
  };
}

function secondsFlag(text: string | undefined): number | undefined | { readonly problem: UsageProblem } {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 86_400) return seconds;
  return { problem: { message: `--window '${text}' must be a number of seconds from 1 to 86400.` } };
}

/** The source of the lines for the query. */
export const lineSource = (files: readonly string[], table: string | undefined): LineSource =>
  table === undefined && files.length > 0 ? { files } : { table: table ?? 'access_log' };
