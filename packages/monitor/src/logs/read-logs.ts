import { emptyTally, mergeTally, type Tally } from './counts/tally.js';
import { streamBlocks, type Trouble, textLines, unzipped } from './files/file-blocks.js';
import { HEAD_SIZE, isGzip, type LogFile, openLog } from './files/log-file.js';
import { type ScanTask, tasksOf } from './files/scan-task.js';
import { scanTasks } from './files/scan-tasks.js';
import { encodingOf } from './files/text-encoding.js';
import { isTimed, type LogFormat, lineReader } from './format.js';
import { type Block, createBuffers } from './lines/blocks.js';
import { createScanner, type Scanner } from './lines/scanner.js';
import { LogsError, type LogsProblem } from './logs-error.js';
import { type KnownLog, recognised, wrongFormat } from './recognised.js';
import { type LogReport, type RecognisedLog, type ReportContext, reportOf } from './report.js';
import type { Wanted } from './wanted.js';

export interface LogOptions {
  /** Where it should not be recognised. */
  readonly format?: LogFormat;
  readonly wanted: Wanted;
  /** Threads that read large files. */
  readonly threads: number;
  readonly signal?: AbortSignal;
}

interface KnownFile extends KnownLog {
  readonly file: LogFile;
  readonly head: Buffer;
}

/**
 * Counts the preflights of these files in memory that does not grow with them.
 * @throws LogsError where one can't be read or is of no known format.
 */
export async function readLogs(
  paths: readonly string[],
  { format, wanted, threads, signal }: LogOptions,
): Promise<LogReport> {
  const { files, empty } = knownFiles(paths, format);
  assertTimed(files, wanted);
  const troubles: Trouble[] = [...empty];
  const tally = emptyTally();
  await scanTasks(
    tasksOfFiles(files, wanted, threads),
    threads,
    (result) => {
      mergeTally(tally, result.tally);
      troubles.push(...result.troubles);
    },
    signal,
  );
  assertRead(tally, files, format);
  return reportOf(tally, contextOf(files, troubles, wanted));
}

/** @throws LogsError if a time is wanted of a log that tells none. */
export function assertTimed(known: readonly KnownLog[], { since, until }: Wanted): void {
  const untimed = known.filter(({ format }) => !isTimed(format));
  if ((since === undefined && until === undefined) || untimed.length === 0) return;
  throw new LogsError(
    untimed.map(({ log: { path, title } }) => ({
      code: 'wrong-format',
      message: `${path} (${title}) tells no times.`,
      hint: 'Leave out --since and --until',
    })),
  );
}

/** @throws LogsError if no line is of the format that was given. */
function assertRead(tally: Tally, known: readonly (KnownLog & { readonly head: Buffer })[], given?: LogFormat): void {
  const { read, unreadable } = tally.lines;
  if (given && unreadable + read > 0 && tally.span.first === Number.POSITIVE_INFINITY)
    throw new LogsError(known.map(({ log: { path }, head }) => wrongFormat(path, head)));
}

/** Each file with those of its format that come after it in time. */
function tasksOfFiles(files: readonly KnownFile[], wanted: Wanted, threads: number): readonly ScanTask[] {
  return files.flatMap(({ format }, index) => {
    const later = files.slice(index).filter((other) => other.format.id === format.id);
    return tasksOf({ format, wanted, files: later.map(({ file }) => file) }, threads);
  });
}

/** The files in the order of their time. */
export function knownFiles(
  paths: readonly string[],
  given: LogFormat | undefined,
): { readonly files: readonly KnownFile[]; readonly empty: readonly Trouble[] } {
  const files: KnownFile[] = [];
  const empty: Trouble[] = [];
  const problems: LogsProblem[] = [];
  for (const path of new Set(paths)) {
    try {
      const { file, head } = openLog(path);
      if (head.length === 0) {
        empty.push({ path, message: file.size === 0 ? 'is empty' : 'nothing of it can be read' });
        continue;
      }
      const known = recognised(path, head, given);
      if ('code' in known) problems.push(known);
      else files.push({ ...known, head, file: { ...file, layout: known.layout } });
    } catch (error) {
      problems.push({ code: 'unreadable-file', message: unreadable(path, error as NodeJS.ErrnoException) });
    }
  }
  if (problems.length > 0) throw new LogsError(problems);
  return { files: files.sort((a, b) => a.began - b.began), empty };
}

function unreadable(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `${path} does not exist.`;
  if (code === 'EISDIR') return `${path} is a folder.`;
  if (code === 'EACCES') return `${path} can't be read: permission denied.`;
  return `${path} can't be read: ${message}`;
}

export function contextOf(known: readonly KnownLog[], troubles: readonly Trouble[], wanted: Wanted): ReportContext {
  const fields = known.map(({ format }) => lineReader(format).knownFields);
  const originsFrom = fields.some((one) => one.has('origin'))
    ? 'Origin'
    : fields.some((one) => one.has('referer'))
      ? 'Referer'
      : 'not logged';
  const logs: readonly RecognisedLog[] = known.map(({ log }) => log);
  const { window, host } = wanted;
  return {
    logs,
    troubles,
    window,
    originsFrom,
    isTimed: known.every(({ format }) => isTimed(format)),
    ...(host !== undefined && { host }),
  };
}

/** The same for a stream, such as standard input; it may be compressed. */
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
  /** All of its lines, as they come. */
  readonly blocks: AsyncGenerator<Block>;
  readonly reportOn: (tally: Tally) => LogReport;
}

/** Reads the first lines of a stream; the report of one that is empty. */
export async function beginStream(
  stream: AsyncIterable<Buffer>,
  name: string,
  { format, wanted }: LogOptions,
): Promise<BegunStream | { readonly report: LogReport }> {
  const troubles: Trouble[] = [];
  const chunks = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done)
    return { report: reportOf(emptyTally(), contextOf([], [{ path: name, message: 'is empty' }], wanted)) };
  const whole = resumed([first.value], chunks);
  const plain = isGzip(first.value) ? unzipped(whole, name, (trouble) => troubles.push(trouble)) : whole;
  const { head, known, rest } = await beginningOf(plain[Symbol.asyncIterator](), (head) =>
    recognised(name, head, format),
  );
  if ('code' in known) throw new LogsError([known]);
  assertTimed([known], wanted);
  const buffers = createBuffers();
  const scanner = createScanner(lineReader(known.format), wanted, buffers);
  const onTooLong = (lines: number) => {
    scanner.tally.lines.tooLong += lines;
  };
  const lines = textLines(rest, { encoding: encodingOf(head), layout: known.layout });
  return {
    known: { ...known, head },
    scanner,
    blocks: streamBlocks(lines, { buffers, onTooLong }, 'any'),
    reportOn: (tally) => reportOf(tally, contextOf([known], troubles, wanted)),
  };
}

/** The first chunks, until their format is known, and the stream as if nothing had been read of it. */
async function beginningOf<Known extends KnownLog | LogsProblem>(
  chunks: AsyncIterator<Buffer>,
  recognise: (head: Buffer) => Known,
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
    // Looking is not for nothing: again only when there is a quarter more.
    if (!isEnd && (!next.value.includes(10) || size < tried * 1.25)) continue;
    const head = Buffer.concat(read);
    const known = recognise(head);
    if (isEnd || (!('code' in known) && known.began > Number.NEGATIVE_INFINITY))
      return { head, known, rest: resumed(read, chunks) };
    tried = size;
  }
}

async function* resumed(read: readonly Buffer[], chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* read;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** The format of a log for a query of its lines, by its beginning. @throws LogsError if a query can't read it so. */
export function formatOfLog(path: string): LogFormat | undefined {
  const [known] = knownFiles([path], undefined).files;
  if (!known) return undefined;
  const reason = known.format.takesTimeOfWrapper
    ? 'the time of a request is in what stands around its line'
    : known.file.encoding !== 'utf-8'
      ? 'it is in UTF-16'
      : known.layout !== 'lines' && 'it is not one line per request';
  if (reason) throw new LogsError([{ code: 'unreadable-file', message: `No query can read ${path}: ${reason}.` }]);
  return known.format;
}
