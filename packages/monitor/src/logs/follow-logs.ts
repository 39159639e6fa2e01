import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { emptyTally, type Group, mergeTally } from './counts/tally.js';
import { followFile } from './files/followed-file.js';
import { type Finding, findingsOf } from './findings.js';
import { lineReader } from './formats/format.js';
import { createBuffers } from './lines/blocks.js';
import { createScanner } from './lines/scanner.js';
import { contextOf, knownFiles, type LogOptions } from './read-logs.js';
import { type LogReport, reportOf } from './report.js';

export interface FollowOptions extends LogOptions {
  readonly signal: AbortSignal;
  /** Called when what is there already has been read, with the report of it. */
  readonly onCaughtUp: (report: LogReport) => void;
  /** Called with what more preflights were refused: the counts are those since the last call. */
  readonly onRefused: (findings: readonly Finding[]) => void;
}

/** A file system may tell of no change: it is looked after that many milliseconds all the same. */
const LOOK_AFTER = 500;
const BYTES_AT_ONCE = 16 << 20;

/** Reads these files and what is written to them, through rotations, until the signal; then gives the report. */
export async function followLogs(paths: readonly string[], options: FollowOptions): Promise<LogReport> {
  const { wanted, signal, onCaughtUp, onRefused } = options;
  const { files: known, empty } = knownFiles(paths, options.format);
  const buffers = createBuffers();
  const files = known.map(({ format, file: { path } }) => ({
    scanner: createScanner(lineReader(format), wanted, buffers),
    followed: followFile(path, buffers),
  }));
  const changes = changesIn(new Set(paths.map((path) => dirname(path))), signal);
  const tallyNow = () => {
    const tally = emptyTally();
    for (const { scanner } of files) mergeTally(tally, structuredClone(scanner.tally));
    return tally;
  };
  const report = () => reportOf(tallyNow(), contextOf(known, empty, wanted));
  let isCaughtUp = false;
  let told = new Map<string, number>();
  while (!signal.aborted) {
    let count = 0;
    for (const { scanner, followed } of files)
      for (const block of followed.read(BYTES_AT_ONCE)) {
        scanner.scan(block, 'own');
        count++;
      }
    if (count > 0 && isCaughtUp) {
      const groups = [...tallyNow().groups.items.values()].map(({ value }) => value);
      const fresh = groups.flatMap((group) => freshPart(group, told.get(keyOf(group)) ?? 0));
      if (fresh.length > 0) onRefused(findingsOf(fresh, wanted.host).filter(({ kind }) => kind === 'refused'));
      told = new Map(groups.map((group) => [keyOf(group), group.counts.preflights]));
    }
    if (count > 0) await new Promise((resolve) => setImmediate(resolve));
    else {
      if (!isCaughtUp) {
        isCaughtUp = true;
        told = new Map(
          [...tallyNow().groups.items.values()].map(({ value }) => [keyOf(value), value.counts.preflights]),
        );
        onCaughtUp(report());
      }
      await changes.next();
    }
  }
  for (const { scanner, followed } of files) {
    for (const block of followed.close()) scanner.scan(block, 'own');
    scanner.tally.lines.tooLong += followed.tooLong();
    scanner.finish();
  }
  return report();
}

const keyOf = ({ status, host, route }: Group): string => `${status} ${host} ${route}`;

/** The group with what was counted since `told` alone. */
function freshPart(group: Group, told: number): Group[] {
  const preflights = group.counts.preflights - told;
  if (preflights <= 0) return [];
  const refused = group.counts.refused > 0 ? preflights : 0;
  return [{ ...group, counts: { ...group.counts, preflights, refused, unfollowed: 0 } }];
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
