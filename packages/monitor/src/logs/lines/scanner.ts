import { countFate, countPreflight, emptyTally, isRefusal, spanWith, type Tally } from '../counts/tally.js';
import type { LineReader } from '../formats/format.js';
import type { LogRecord } from '../record.js';
import { routeOf } from '../route.js';
import type { Block, Buffers } from './blocks.js';
import { UNREADABLE } from './glance.js';
import { pendingPreflights } from './pending.js';

/** What is looked for. Times are seconds since 1970. */
export interface Wanted {
  readonly since?: number;
  readonly until?: number;
  readonly host?: string;
  /** A path, or the beginning of paths where it ends with `*`. */
  readonly path?: string;
  /** How long after its preflight a request may end. Seconds. */
  readonly window: number;
}

export interface Scanner {
  /**
   * Takes whole lines. Preflights and lines are counted in those that are its `own`; those `beside` are before or after
   * them, and only looked through for requests that follow.
   */
  readonly scan: (block: Block, share: 'own' | 'beside') => void;
  /** Whether a request is awaited that may come in later lines. */
  readonly isWaiting: () => boolean;
  /** The counts so far. */
  readonly tally: Tally;
  /** No more lines come. */
  readonly finish: () => Tally;
}

/** A block whose preflights are counted, and which has not been looked through for the requests that follow them. */
interface Held {
  readonly block: Block;
  readonly lines: SeenLines;
  readonly count: number;
  readonly share: 'own' | 'beside';
  /** The time of its last line. */
  readonly end: number;
}

/** Where lines begin, and what a glance at them gave. */
interface SeenLines {
  readonly starts: Int32Array;
  readonly glances: Int32Array;
}

const seenLines = (count: number): SeenLines => ({ starts: new Int32Array(count), glances: new Int32Array(count) });

function longer({ starts, glances }: SeenLines): SeenLines {
  const more = seenLines(starts.length * 4);
  more.starts.set(starts);
  more.glances.set(glances);
  return more;
}

/** Lines that a block of usual ones has. */
const USUAL_LINES = 1 << 12;

/** A block is held while preflights of its last second may come: as many bytes and blocks at most. */
const HELD_BYTES = 8 << 20;
const HELD_BLOCKS = 200;

/** `buffers` gets back the bytes of each block. */
export function createScanner(reader: LineReader, wanted: Wanted, buffers: Buffers): Scanner {
  const tally = emptyTally();
  const pending = pendingPreflights(wanted.window, (record, fate) => countFate(tally, record, fate));
  const knowsClient = reader.knownFields.has('client') || reader.knownFields.has('client-port');
  const held: Held[] = [];
  let heldBytes = 0;
  const spare: SeenLines[] = [];

  function scan(block: Block, share: 'own' | 'beside'): void {
    const { bytes, length } = block;
    const glance = reader.glance(length === bytes.length ? bytes : bytes.subarray(0, length));
    let lines = spare.pop() ?? seenLines(USUAL_LINES);
    let { starts, glances } = lines;
    let count = 0;
    let unreadable = 0;
    for (let from = 0; from < length; ) {
      const to = bytes.indexOf(10, from);
      const start = from;
      from = to + 1;
      if (to - start < 2 || bytes[start] === 35) continue;
      const seen = glance(start, to);
      if (seen === UNREADABLE) {
        unreadable++;
        continue;
      }
      if (count === starts.length) {
        lines = longer(lines);
        ({ starts, glances } = lines);
      }
      starts[count] = start;
      glances[count] = seen;
      count++;
      if ((seen & 1) === 1 && share === 'own' && !takePreflight(lineAt(bytes, start, to), seen)) unreadable++;
    }
    if (share === 'own') {
      tally.lines.read += count;
      tally.lines.unreadable += unreadable;
    }
    hold({ block, lines, count, share });
  }

  /** Whether the line could be read. */
  function takePreflight(line: string, seen: number): boolean {
    const record = reader.read(line);
    if (!record) return false;
    if (record.method !== 'OPTIONS' || !isWanted(record, wanted)) return true;
    if (!record.isPreflight) {
      tally.otherOptions++;
      return true;
    }
    countPreflight(tally, record);
    if (isRefusal(record.status)) return true;
    if (knowsClient) pending.add(record, seen >> 1);
    else countFate(tally, record, 'undecided');
    return true;
  }

  function hold(one: Omit<Held, 'end'>): void {
    const last = edgeTime(one, 'last');
    if (one.share === 'own') {
      // Lines are in the order of time: of the later blocks only the end may be new.
      const first = tally.span.first === Number.POSITIVE_INFINITY ? edgeTime(one, 'first') : undefined;
      for (const time of [first, last]) if (time !== undefined) tally.span = spanWith(tally.span, time);
    }
    const before = held.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
    while (held[0] && before > held[0].end) release(held.shift()!);
    while (held[0] && (heldBytes > HELD_BYTES || held.length > HELD_BLOCKS)) release(held.shift()!);
    held.push({ ...one, end: last ?? before });
    heldBytes += one.block.bytes.length;
  }

  /** The time of the first or last line that can be read. */
  function edgeTime(
    { block: { bytes }, lines, count }: Omit<Held, 'end'>,
    which: 'first' | 'last',
  ): number | undefined {
    for (let tries = 0; tries < Math.min(count, 20); tries++) {
      const start = lines.starts[which === 'first' ? tries : count - 1 - tries]!;
      const record = reader.read(lineAt(bytes, start, bytes.indexOf(10, start)));
      if (record) return record.time;
    }
    return undefined;
  }

  /** Looks through the block for the requests that follow preflights, and lets it go. */
  function release({ block: { bytes }, lines, count, end }: Held): void {
    const { starts, glances } = lines;
    if (pending.size() > 0)
      for (let i = 0; i < count; i++) {
        const seen = glances[i]!;
        if ((seen & 1) === 1 || !pending.mayAwait(seen >> 1)) continue;
        const record = reader.read(lineAt(bytes, starts[i]!, bytes.indexOf(10, starts[i])));
        if (record && record.method !== 'OPTIONS') pending.come(record);
      }
    pending.passed(end);
    heldBytes -= bytes.length;
    if (starts.length === USUAL_LINES && spare.length < 16) spare.push(lines);
    buffers.giveBack(bytes);
  }

  function releaseAll(): void {
    for (let one = held.shift(); one; one = held.shift()) release(one);
  }

  return {
    scan,
    tally,
    isWaiting: () => pending.size() > 0,
    finish() {
      releaseAll();
      pending.close();
      return tally;
    },
  };
}

const lineAt = (bytes: Buffer, from: number, to: number): string =>
  bytes.toString('utf8', from, bytes[to - 1] === 13 ? to - 1 : to);

function isWanted({ time, host, path }: LogRecord, wanted: Wanted): boolean {
  if (wanted.since !== undefined && time < wanted.since) return false;
  if (wanted.until !== undefined && time >= wanted.until) return false;
  if (wanted.host !== undefined && host !== '' && host !== wanted.host) return false;
  if (wanted.path === undefined) return true;
  const isPrefix = wanted.path.endsWith('*');
  return isPrefix ? path.startsWith(wanted.path.slice(0, -1)) : path === wanted.path || routeOf(path) === wanted.path;
}
