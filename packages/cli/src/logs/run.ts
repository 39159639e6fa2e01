import { availableParallelism } from 'node:os';
import { maskSecrets, printableJson, printableLine } from '@corsmith/evidence';
import {
  type FollowOptions,
  followLogStream,
  followLogs,
  formatOfLog,
  type LogFormat,
  type LogOptions,
  type LogReport,
  LogsError,
  readLogStream,
  readLogs,
  reportQuery,
} from '@corsmith/monitor/logs';
import { ExitCode, type Invocation, type Terminal } from '../command.js';
import { logReportLines, refusedLines } from '../terminal/log-report.js';
import { paint } from '../terminal/paint.js';
import { shellCommand } from '../terminal/shell.js';
import { UsageError } from '../usage-error.js';
import { type LogArguments, type LogFlags, lineSource, parseLogArguments } from './arguments.js';
import { type CommandedReport, withCommand, withCommands } from './check-command.js';
import { isAllExcluded } from './excluded.js';
import { reportPage } from './page.js';

/** Each thread takes about 40 MB, and more would wait for the disk. */
const MAX_THREADS = 4;

/** Reads logs and prints the report, or prints the SQL query for it. */
export async function runLogs(invocation: Invocation<LogFlags>): Promise<ExitCode> {
  const args = parseLogArguments(invocation);
  const { terminal, signal } = invocation;
  try {
    if (args.sql) {
      terminal.print(queryOf(args.sql, args));
      return ExitCode.Allowed;
    }
    const report = maskSecrets(await read(args, terminal, signal));
    if (args.mode === 'once') signal.throwIfAborted();
    print(report, args, terminal);
    if (report.findings.length > 0) return ExitCode.Blocked;
    return isAllExcluded(report) ? ExitCode.Unknown : ExitCode.Allowed;
  } catch (error) {
    if (error instanceof LogsError)
      throw new UsageError(
        error.problems.map(({ message, hint, format }) => ({
          message,
          ...(hint !== undefined && { hint }),
          ...(format !== undefined && { command: commandWith(format, args) }),
        })),
      );
    throw error;
  }
}

/** The same command with this format. */
const commandWith = (format: string, { files }: LogArguments): string =>
  shellCommand([['corsmith', 'logs', '--log-format', format, ...files]], Number.POSITIVE_INFINITY).join(' ');

function read(args: LogArguments, terminal: Terminal, signal: AbortSignal): Promise<LogReport> {
  const { files, format, filter, mode, output } = args;
  const options: LogOptions = {
    ...(format && { format }),
    filter,
    threads: Math.min(MAX_THREADS, availableParallelism()),
    signal,
  };
  const isPiped = files[0] === '-' && files.length === 1;
  if (mode === 'once') return isPiped ? readLogStream(process.stdin, STDIN, options) : readLogs(files, options);
  const following: FollowOptions = {
    ...options,
    signal,
    onCaughtUp: (report) => print(maskSecrets(report), args, terminal),
    onRefused: (refused) => {
      const findings = maskSecrets(refused);
      if (output === 'json') terminal.print(event({ event: 'refused', findings: findings.map(withCommand) }));
      else terminal.print(paint(refusedLines(findings, terminal.width), terminal.colour));
    },
  };
  return isPiped ? followLogStream(process.stdin, STDIN, following) : followLogs(files, following);
}

const STDIN = 'standard input';

/** One line of JSON per event while logs are followed. */
const event = (one: FollowEvent): string => `${printableLine(one)}\n`;

type FollowEvent =
  | { readonly event: 'report'; readonly report: CommandedReport }
  | { readonly event: 'refused'; readonly findings: CommandedReport['findings'] };

function print(report: LogReport, { output, mode }: LogArguments, { print, width, colour }: Terminal): void {
  if (output === 'json' && mode === 'follow') print(event({ event: 'report', report: withCommands(report) }));
  else if (output === 'json') print(`${printableJson(withCommands(report))}\n`);
  else if (output === 'html') print(reportPage(withCommands(report)));
  else print(paint(logReportLines(report, { width, detail: output }), colour));
}

function queryOf(
  { dialect, table }: NonNullable<LogArguments['sql']>,
  { files, format, filter }: LogArguments,
): string {
  const known: LogFormat | undefined = format ?? (files[0] && files[0] !== '-' ? formatOfLog(files[0]) : undefined);
  if (!known)
    throw new UsageError([
      { message: 'The log format is unknown.', hint: 'Pass --log-format, or a file to detect it from' },
    ]);
  return reportQuery(
    dialect,
    known,
    lineSource(
      files.filter((file) => file !== '-'),
      table,
    ),
    filter,
  );
}
