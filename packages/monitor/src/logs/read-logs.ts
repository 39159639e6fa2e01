import { fileProblem } from '@corsmith/evidence';
import { emptyTally, mergeTally, type Tally } from './counts/tally.js';
import { detectLog, type KnownLog, wrongFormat } from './detect-log.js';
import { type ReadProblem, streamBlocks, textLines, unzipped } from './files/file-blocks.js';
import { HEAD_SIZE, isGzip, type LogFile, openLog } from './files/log-file.js';
import { type ScanTask, tasksOf } from './files/scan-task.js';
import { scanTasks } from './files/scan-tasks.js';
import { encodingOf } from './files/text-encoding.js';
import { isTimed, type LogFormat, lineReader } from './format.js';
import { type Block, createBuffers } from './lines/blocks.js';
import { createScanner, type Scanner } from './lines/scanner.js';
import type { LogFilter } from './log-filter.js';
import { LogsError, type LogsProblem } from './logs-error.js';
import { type DetectedLog, type LogReport, type ReportContext, reportOf } from './report.js';

export interface LogOptions {
  /** Detected if absent. */
  readonly format?: LogFormat;
  readonly filter: LogFilter;
  /** The number of threads for large files. */
  readonly threads: number;
  readonly signal?: AbortSignal;
}

interface KnownFile extends KnownLog {
  readonly file: LogFile;
  readonly head: Buffer;
}

/**
 * Counts the preflights in these files, in bounded memory.
 * @throws LogsError if a file can't be read or its format is unknown.
 */
export async function readLogs(
  paths: readonly string[],
  { format, filter, threads, signal }: LogOptions,
): Promise<LogReport> {
  const { files, empty } = knownFiles(paths, format);
  assertTimed(files, filter);
  const problems: ReadProblem[] = [...empty];
  const tally = emptyTally();
  await scanTasks(
    tasksOfFiles(files, filter, threads),
    threads,
    (result) => {
      mergeTally(tally, result.tally);
      problems.push(...result.problems);
    },
    signal,
  );
  assertRead(tally, files, format);
  return reportOf(tally, contextOf(files, problems, filter));
}

/** @throws LogsError if the filter has times and a log doesn't. */
export function assertTimed(known: readonly KnownLog[], { since, until }: LogFilter): void {
  const untimed = known.filter(({ format }) => !isTimed(format));
  if ((since === undefined && until === undefined) || untimed.length === 0) return;
  throw new LogsError(
    untimed.map(({ log: { path, title } }) => ({
      code: 'wrong-format',
      message: `${path} (${title}) has no times.`,
      hint: 'Omit --since and --until',
    })),
  );
}

/** @throws LogsError if no line matches the given format. */
function assertRead(tally: Tally, known: readonly (KnownLog & { readonly head: Buffer })[], given?: LogFormat): void {
  const { read, unreadable } = tally.lines;
  if (given && unreadable + read > 0 && tally.span.first === Number.POSITIVE_INFINITY)
    throw new LogsError(known.map(({ log: { path }, head }) => wrongFormat(path, head)));
}

/** The tasks of each file, with the later files of its format. */
function tasksOfFiles(files: readonly KnownFile[], filter: LogFilter, threads: number): readonly ScanTask[] {
  return files.flatMap(({ format }, index) => {
    const later = files.slice(index).filter((other) => other.format.id === format.id);
    return tasksOf({ format, filter, files: later.map(({ file }) => file) }, threads);
  });
}

/** The files with their formats, sorted by time. */
export function knownFiles(
  paths: readonly string[],
  given: LogFormat | undefined,
): { readonly files: readonly KnownFile[]; readonly empty: readonly ReadProblem[] } {
  const files: KnownFile[] = [];
  const empty: ReadProblem[] = [];
  const problems: LogsProblem[] = [];
  for (const path of new Set(paths)) {
    try {
      const { file, head } = openLog(path);
      if (head.length === 0) {
        empty.push({ path, message: file.size === 0 ? 'the file is empty' : 'the file could not be decompressed' });
        continue;
      }
      const known = detectLog(path, head, given);
      if ('code' in known) problems.push(known);
      else files.push({ ...known, head, file: { ...file, layout: known.layout } });
    } catch (error) {
      problems.push({ code: 'unreadable-file', message: fileProblem(path, error) });
    }
  }
  if (problems.length > 0) throw new LogsError(problems);
  return { files: files.sort((a, b) => a.began - b.began), empty };
}

export function contextOf(
  known: readonly KnownLog[],
  problems: readonly ReadProblem[],
  filter: LogFilter,
): ReportContext {
  const fields = known.map(({ format }) => lineReader(format).knownFields);
  const originsFrom = fields.some((one) => one.has('origin'))
    ? 'Origin'
    : fields.some((one) => one.has('referer'))
      ? 'Referer'
      : 'not logged';
  const logs: readonly DetectedLog[] = known.map(({ log }) => log);
  const { window, host } = filter;
  return {
    logs,
    problems,
    window,
    originsFrom,
    isTimed: known.every(({ format }) => isTimed(format)),
    ...(host !== undefined && { host }),
  };
}

/** Like `readLogs`, for a stream such as standard input, which may be gzip. */
export async function readLogStream(
  stream: AsyncIterable<Buffer>,
  name: string,
  options: LogOptions,
): Promise<LogReport> {
  const begun = await beginStream(stream, name, options);
  if ('report' in begun) return begun.report;
  const { scanner, blocks, reportOn } = begun;
  for await (const block of blocks) {
    options.signal?.throwIfAborted();
    scanner.scan(block, 'own');
  }
  const tally = scanner.finish();
  assertRead(tally, [begun.known], options.format);
  return reportOn(tally);
}

/** A stream whose format is known. */
export interface BegunStream {
  readonly known: KnownLog & { readonly head: Buffer };
  readonly scanner: Scanner;
  /** All lines as they arrive. */
  readonly blocks: AsyncGenerator<Block>;
  readonly reportOn: (tally: Tally) => LogReport;
}

/** Detects the format of a stream from its first lines. An empty stream gives its report. */
export async function beginStream(
  stream: AsyncIterable<Buffer>,
  name: string,
  { format, filter }: LogOptions,
): Promise<BegunStream | { readonly report: LogReport }> {
  const problems: ReadProblem[] = [];
  const chunks = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done)
    return { report: reportOf(emptyTally(), contextOf([], [{ path: name, message: 'the input is empty' }], filter)) };
  const whole = resumed([first.value], chunks);
  const plain = isGzip(first.value) ? unzipped(whole, name, (problem) => problems.push(problem)) : whole;
  const { head, known, rest } = await beginningOf(plain[Symbol.asyncIterator](), (head) =>
    detectLog(name, head, format),
  );
  if ('code' in known) throw new LogsError([known]);
  assertTimed([known], filter);
  const buffers = createBuffers();
  const scanner = createScanner(lineReader(known.format), filter, buffers);
  const onTooLong = (lines: number) => {
    scanner.tally.lines.tooLong += lines;
  };
  const lines = textLines(rest, { encoding: encodingOf(head), layout: known.layout });
  return {
    known: { ...known, head },
    scanner,
    blocks: streamBlocks(lines, { buffers, onTooLong }, 'any'),
    reportOn: (tally) => reportOf(tally, contextOf([known], problems, filter)),
  };
}

/** Reads chunks until the format is known, and returns the whole stream again. */
async function beginningOf<Known extends KnownLog | LogsProblem>(
  chunks: AsyncIterator<Buffer>,
  detect: (head: Buffer) => Known,
): Promise<{ readonly head: Buffer; readonly known: Known; readonly rest: AsyncIterable<Buffer> }> {
  const read: Buffer[] = [];
  let [size, tried] = [0, 0];
  for (;;) {
    const next = await chunks.next();
    if (!next.done) {
      read.push(next.value);
      size += next.value.length;
    }
    const isEnd = next.done === true || size >= HEAD_SIZE;
    // Detection is expensive: try again only after a quarter more.
    if (!isEnd && (!next.value.includes(10) || size < tried * 1.25)) continue;
    const head = Buffer.concat(read);
    const known = detect(head);
    if (isEnd || (!('code' in known) && known.began > Number.NEGATIVE_INFINITY))
      return { head, known, rest: resumed(read, chunks) };
    tried = size;
  }
}

async function* resumed(read: readonly Buffer[], chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* read;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** Detects the format of a log for an SQL query. @throws LogsError if a query can't read the file. */
export function formatOfLog(path: string): LogFormat | undefined {
  const [known] = knownFiles([path], undefined).files;
  if (!known) return undefined;
  const reason = known.format.usesWrapperTime
    ? 'the time is in the wrapper around each line'
    : known.file.encoding !== 'utf-8'
      ? 'it is in UTF-16'
      : known.layout !== 'lines' && 'it is not one line per request';
  if (reason)
    throw new LogsError([{ code: 'unreadable-file', message: `An SQL query can't read ${path}: ${reason}.` }]);
  return known.format;
}
