import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { followFile } from './files/followed-file.js';
import { isPlain, type LogFile } from './files/log-file.js';
import { lineReader } from './format.js';
import { createBuffers } from './lines/blocks.js';
import { createScanner } from './lines/scanner.js';
import { LogsError, type LogsProblem } from './logs-error.js';
import { type Listener, newsOf } from './news.js';
import { assertTimed, beginStream, contextOf, knownFiles, type LogOptions } from './read-logs.js';
import { type LogReport, reportOf } from './report.js';

export interface FollowOptions extends LogOptions, Listener {
  readonly signal: AbortSignal;
}

/** A file system may tell of no change: it is looked after that many milliseconds all the same. */
const LOOK_AFTER = 500;
const BYTES_AT_ONCE = 16 << 20;

/** Reads these files and what is written to them, through rotations, until the signal; then gives the report. */
export async function followLogs(paths: readonly string[], options: FollowOptions): Promise<LogReport> {
  const { wanted, signal } = options;
  const { files: known, empty } = knownFiles(paths, options.format);
  const unfollowable = known.filter(({ file }) => !isPlain(file)).map(({ file }) => cannotFollow(file));
  if (unfollowable.length > 0) throw new LogsError(unfollowable);
  assertTimed(known, wanted);
  const buffers = createBuffers();
  const files = known.map(({ format, file: { path } }) => ({
    scanner: createScanner(lineReader(format), wanted, buffers),
    followed: followFile(path, buffers),
  }));
  const changes = changesIn(new Set(paths.map((path) => dirname(path))), signal);
  const scanners = files.map(({ scanner }) => scanner);
  const news = newsOf(scanners, options, (tally) => reportOf(tally, contextOf(known, empty, wanted)));
  while (!signal.aborted) {
    let count = 0;
    for (const { scanner, followed } of files)
      for (const block of followed.read(BYTES_AT_ONCE)) {
        scanner.scan(block, 'own');
        count++;
      }
    if (count > 0) {
      if (news.isCaughtUp()) news.changed();
      await new Promise((resolve) => setImmediate(resolve));
    } else {
      if (!news.isCaughtUp()) news.caughtUp();
      await changes.next();
    }
  }
  for (const { scanner, followed } of files) {
    for (const block of followed.close()) scanner.scan(block, 'own');
    scanner.tally.lines.tooLong += followed.tooLong();
    scanner.finish();
  }
  return reportOf(news.tally(), contextOf(known, empty, wanted));
}

const cannotFollow = ({ path, compression, layout }: LogFile): LogsProblem => ({
  code: 'unreadable-file',
  message: `${path} can't be followed: it is ${compression === 'gzip' ? 'compressed' : layout === 'lines' ? 'in UTF-16' : 'not one line per request'}.`,
  hint: 'Leave out --follow',
});

/** A stream is taken to rest after so many milliseconds without a line; what is new is told then, or after a while. */
const REST = 100;
const TELL_AFTER = 500;

/** The same for a stream, such as standard input: until it ends, or the signal. @throws what the signal was given. */
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
  const news = newsOf([scanner], options, reportOn);
  let next = blocks.next();
  let isNews = true;
  let toldAt = performance.now();
  while (!signal.aborted) {
    const patience = !isNews ? Number.POSITIVE_INFINITY : news.isCaughtUp() ? REST : TELL_AFTER;
    const block = await inTime(next, patience, signal);
    if (block?.done) break;
    if (block) {
      scanner.scan(block.value, 'own');
      isNews = true;
      next = blocks.next();
    }
    if (block && !(news.isCaughtUp() && performance.now() - toldAt > TELL_AFTER)) continue;
    if (news.isCaughtUp()) news.changed();
    else news.caughtUp();
    isNews = false;
    toldAt = performance.now();
  }
  return reportOn(scanner.finish());
}

/** What comes; undefined where it does not within so many milliseconds, or before the signal. */
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

/** Waits for a change in these folders, for the time to look anyway, or for the signal. */
function changesIn(folders: ReadonlySet<string>, signal: AbortSignal): { readonly next: () => Promise<void> } {
  let wake = () => {};
  let hasChanged = false;
  const noted = () => {
    hasChanged = true;
    wake();
  };
  signal.addEventListener('abort', noted, { once: true });
  for (const folder of folders) {
    try {
      watch(folder, { signal, persistent: false }, noted).on('error', () => {});
    } catch {
      // Not every file system can be watched.
    }
  }
  return {
    async next() {
      if (!hasChanged && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_AFTER);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      hasChanged = false;
    },
  };
}
