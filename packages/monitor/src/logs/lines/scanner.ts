import {
  countExcluded,
  countOutcome,
  countPreflight,
  emptyTally,
  responseKind,
  spanWith,
  type Tally,
} from '../counts/tally.js';
import type { LineReader } from '../format.js';
import { exclusions, type LogFilter } from '../log-filter.js';
import type { LogRecord } from '../record.js';
import type { Block, Buffers } from './blocks.js';
import { pendingPreflights } from './pending.js';
import { type SeenLines, spareLines } from './seen-lines.js';

export interface Scanner {
  /**
   * Takes complete lines. Only `own` lines and their preflights are counted. `context` lines come before or after them and are
   * only searched for the requests that follow preflights.
   */
  readonly scan: (block: Block, share: 'own' | 'context') => void;
  /** Whether a request that follows a preflight may come in later lines. */
  readonly isWaiting: () => boolean;
  /** The counts so far, without the outcomes of pending preflights. */
  readonly tally: Tally;
  /** The counts as they would be if the log ended here. */
  readonly tallyIfEnded: () => Tally;
  /** Ends the scan. */
  readonly finish: () => Tally;
}

/** A block whose preflights are counted, but which has not been searched yet for the requests that follow them. */
interface Held {
  readonly block: Block;
  readonly seen: SeenLines;
  readonly share: 'own' | 'context';
  /** The time of its last line. */
  readonly end: number;
}

/** A block is held while preflights of its last second may follow, up to this many bytes and blocks. */
const HELD_BYTES = 8 << 20;
const HELD_BLOCKS = 200;

/** Returns the bytes of each block to `buffers`. */
export function createScanner(reader: LineReader, filter: LogFilter, buffers: Buffers): Scanner {
  const tally = emptyTally();
  // If lines are not sorted by time, a missing request may be in earlier lines.
  const pending = pendingPreflights(filter.window, (counted, outcome) =>
    countOutcome(tally, counted, tally.disordered > 0 ? 'undecided' : outcome),
  );
  const exclusionOf = exclusions(filter);
  let latest = Number.NEGATIVE_INFINITY;
  const knowsClient = reader.knownFields.has('client') || reader.knownFields.has('client-port');
  const held: Held[] = [];
  let heldBytes = 0;
  const spare = spareLines();

  function scan(given: Block, share: 'own' | 'context'): void {
    const block = plainBlock(given);
    const { bytes, length } = block;
    const seen = spare.take();
    reader.glance(length === bytes.length ? bytes : bytes.subarray(0, length), seen);
    if (share === 'own') {
      for (let i = 0; i < seen.count; i++)
        if ((seen.glances[i]! & 1) === 1 && !takePreflight(bytes, seen, i)) seen.unreadable++;
      tally.lines.read += seen.count;
      tally.lines.unreadable += seen.unreadable;
    }
    hold({ block, seen, share });
  }

  /** Removes the wrappers of its lines and a byte order mark. */
  function plainBlock(block: Block): Block {
    const { bytes, length } = block;
    // Empty lines are skipped.
    if (length > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes.fill(LINE_FEED, 0, 3);
    if (!reader.unwrap) return block;
    const plain = reader.unwrap(bytes.subarray(0, length));
    buffers.giveBack(bytes);
    return { bytes: plain, length: plain.length };
  }

  /** Returns whether the line could be parsed. */
  function takePreflight(bytes: Buffer, { starts, glances }: SeenLines, index: number): boolean {
    const record = reader.read(lineAt(bytes, starts[index]!));
    if (!record) return false;
    if (record.method !== 'OPTIONS') {
      // The line only contains the word OPTIONS, and may be the request that follows.
      glances[index]!--;
      return true;
    }
    const exclusion = exclusionOf(record);
    if (exclusion !== undefined) {
      if (record.isPreflight) countExcluded(tally, record, exclusion);
      return true;
    }
    if (!record.isPreflight) {
      tally.otherOptions++;
      return true;
    }
    if (record.time < latest - filter.window) tally.disordered++;
    latest = Math.max(latest, record.time);
    const counted = countPreflight(tally, record);
    if (responseKind(record.status) !== 'passed') return true;
    if (knowsClient) pending.add(record, counted, glances[index]! >> 1);
    else countOutcome(tally, counted, 'undecided');
    return true;
  }

  function hold(one: Omit<Held, 'end'>): void {
    const last = edgeTime(one, 'last');
    if (one.share === 'own') {
      // Lines are sorted by time, so a later block only extends the end.
      const first = tally.span.first === Number.POSITIVE_INFINITY ? edgeTime(one, 'first') : undefined;
      const edges = tally.disordered > 0 ? allTimes(one) : [first, last];
      for (const time of edges) if (time !== undefined) tally.span = spanWith(tally.span, time);
    }
    const before = held.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
    while (held[0] && before > held[0].end) releaseOldest();
    while (heldBytes > HELD_BYTES || held.length > HELD_BLOCKS) releaseOldest();
    held.push({ ...one, end: last ?? before });
    heldBytes += one.block.bytes.length;
  }

  /** The time of the first or last line that can be parsed. */
  function edgeTime(
    { block: { bytes }, seen: { starts, count } }: Omit<Held, 'end'>,
    which: 'first' | 'last',
  ): number | undefined {
    for (let tries = 0; tries < Math.min(count, 20); tries++) {
      const record = reader.read(lineAt(bytes, starts[which === 'first' ? tries : count - 1 - tries]!));
      if (record) return record.time;
    }
    return undefined;
  }

  function* allTimes({ block: { bytes }, seen: { starts, count } }: Omit<Held, 'end'>): Generator<number | undefined> {
    for (let i = 0; i < count; i++) yield reader.read(lineAt(bytes, starts[i]!))?.time;
  }

  /** The requests of the block that may follow a pending preflight. */
  function* requestsIn({ block: { bytes }, seen, share }: Held): Generator<LogRecord> {
    const { starts, glances, count } = seen;
    if (pending.size() === 0) return;
    for (let i = 0; i < count; i++) {
      const glance = glances[i]!;
      if (((glance & 1) === 1 && share === 'own') || !pending.mayBePending(glance >> 1)) continue;
      const record = reader.read(lineAt(bytes, starts[i]!));
      if (record && record.method !== 'OPTIONS') yield record;
    }
  }

  function tallyIfEnded(): Tally {
    const copy = structuredClone(tally);
    const outcomes = pending.ifEnded(allRequests(), held.at(-1)?.end ?? 0);
    for (const [counted, outcome] of outcomes) countOutcome(copy, counted, copy.disordered > 0 ? 'undecided' : outcome);
    return copy;
  }

  function* allRequests(): Generator<LogRecord> {
    for (const one of held) yield* requestsIn(one);
  }

  /** Searches the block for the requests that follow preflights, then frees it. */
  function release(one: Held): void {
    const {
      block: { bytes },
      seen,
      end,
    } = one;
    for (const record of requestsIn(one)) pending.arrive(record);
    pending.expire(end);
    heldBytes -= bytes.length;
    spare.giveBack(seen);
    buffers.giveBack(bytes);
  }

  function releaseOldest(): void {
    const one = held.shift();
    if (one) release(one);
  }

  return {
    scan,
    tally,
    tallyIfEnded,
    isWaiting: () => pending.size() > 0,
    finish() {
      while (held.length > 0) releaseOldest();
      pending.close();
      return tally;
    },
  };
}

const LINE_FEED = 10;

function lineAt(bytes: Buffer, from: number): string {
  const to = bytes.indexOf(LINE_FEED, from);
  return bytes.toString('utf8', from, bytes[to - 1] === 13 ? to - 1 : to);
}
