import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { followFile } from './files/followed-file.js';
import { isPlain, type LogFile } from './files/log-file.js';
import { lineReader } from './format.js';
import { createBuffers } from './lines/blocks.js';
import { createScanner } from './lines/scanner.js';
import { LogsError, type LogsProblem } from './logs-error.js';
import { assertTimed, beginStream, contextOf, knownFiles, type LogOptions } from './read-logs.js';
import { type LogReport, reportOf } from './report.js';
import { followUpdates, type Listener } from './updates.js';

export interface FollowOptions extends LogOptions, Listener {
  readonly signal: AbortSignal;
}

/** Not every file system reports changes, so files are also polled. In milliseconds. */
const POLL_INTERVAL = 500;
const BYTES_AT_ONCE = 16 << 20;

/** Reads these files and what is written to them, through rotations, until the signal is aborted. Returns the report. */
export async function followLogs(paths: readonly string[], options: FollowOptions): Promise<LogReport> {
  const { filter, signal } = options;
  const { files: known, empty } = knownFiles(paths, options.format);
  const unfollowable = known.filter(({ file }) => !isPlain(file)).map(({ file }) => cannotFollow(file));
  if (unfollowable.length > 0) throw new LogsError(unfollowable);
  assertTimed(known, filter);
  const buffers = createBuffers();
  const files = known.map(({ format, file: { path } }) => ({
    scanner: createScanner(lineReader(format), filter, buffers),
    followed: followFile(path, buffers),
  }));
  const changes = changesIn(new Set(paths.map((path) => dirname(path))), signal);
  const scanners = files.map(({ scanner }) => scanner);
  const updates = followUpdates(scanners, options, (tally) => reportOf(tally, contextOf(known, empty, filter)));
  while (!signal.aborted) {
    let count = 0;
    for (const { scanner, followed } of files)
      for (const block of followed.read(BYTES_AT_ONCE)) {
        scanner.scan(block, 'own');
        count++;
      }
    if (count > 0) {
      if (updates.isCaughtUp()) updates.changed();
      await new Promise((resolve) => setImmediate(resolve));
    } else {
      if (!updates.isCaughtUp()) updates.caughtUp();
      await changes.next();
    }
  }
  for (const { scanner, followed } of files) {
    for (const block of followed.close()) scanner.scan(block, 'own');
    scanner.tally.lines.tooLong += followed.tooLong();
    scanner.finish();
  }
  return reportOf(updates.tally(), contextOf(known, empty, filter));
}

const cannotFollow = ({ path, compression, layout }: LogFile): LogsProblem => ({
  code: 'unreadable-file',
  message: `Could not follow ${path}: it is ${compression === 'gzip' ? 'compressed' : layout === 'lines' ? 'in UTF-16' : 'not one line per request'}.`,
  hint: 'Omit --follow',
});

/** New preflights are reported after a pause in the stream, or else at this interval. In milliseconds. */
const PAUSE = 100;
const REPORT_INTERVAL = 500;

/** Like `followLogs`, for a stream such as standard input, until it ends. @throws the signal's reason */
export async function followLogStream(
  stream: AsyncIterable<Buffer>,
  name: string,
  options: FollowOptions,
): Promise<LogReport> {
  const { signal } = options;
  const begun = await inTime(beginStream(stream, name, options), Number.POSITIVE_INFINITY, signal);
  if (!begun) throw signal.reason;
  if ('report' in begun) return begun.report;
  const { scanner, blocks, reportOn } = begun;
  const updates = followUpdates([scanner], options, reportOn);
  let next = blocks.next();
  let hasUpdates = true;
  let reportedAt = performance.now();
  while (!signal.aborted) {
    const timeout = !hasUpdates ? Number.POSITIVE_INFINITY : updates.isCaughtUp() ? PAUSE : REPORT_INTERVAL;
    const block = await inTime(next, timeout, signal);
    if (block?.done) break;
    if (block) {
      scanner.scan(block.value, 'own');
      hasUpdates = true;
      next = blocks.next();
    }
    if (block && !(updates.isCaughtUp() && performance.now() - reportedAt > REPORT_INTERVAL)) continue;
    if (updates.isCaughtUp()) updates.changed();
    else updates.caughtUp();
    hasUpdates = false;
    reportedAt = performance.now();
  }
  return reportOn(scanner.finish());
}

/** The result, or undefined if it takes longer or the signal is aborted. */
function inTime<T>(coming: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = milliseconds < Number.POSITIVE_INFINITY ? setTimeout(giveUp, milliseconds) : undefined;
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    coming.then(resolve, reject).finally(cleanUp);
    function giveUp(): void {
      cleanUp();
      resolve(undefined);
    }
    function cleanUp(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  });
}

/** Waits for a change in these folders, for the next poll, or for the signal. */
function changesIn(folders: ReadonlySet<string>, signal: AbortSignal): { readonly next: () => Promise<void> } {
  let wake = () => {};
  let hasChanged = false;
  const onChange = () => {
    hasChanged = true;
    wake();
  };
  signal.addEventListener('abort', onChange, { once: true });
  for (const folder of folders) {
    try {
      watch(folder, { signal, persistent: false }, onChange).on('error', () => {});
    } catch {
      // Not every file system can be watched.
    }
  }
  return {
    async next() {
      if (!hasChanged && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_INTERVAL);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      hasChanged = false;
    },
  };
}
