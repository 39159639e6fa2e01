import type { CountedPreflight } from '../counts/tally.js';
import type { LogRecord } from '../record.js';
import { CLIENT_SLOTS } from './glance.js';

/** Preflights with status 2xx whose request has not been seen yet. */
export interface Pending {
  readonly add: (record: LogRecord, counted: CountedPreflight, clientSlot: number) => void;
  /** Whether a preflight of a client in this slot may be pending. */
  readonly mayBePending: (clientSlot: number) => boolean;
  /** Settles the preflights that this request follows. */
  readonly arrive: (record: LogRecord) => void;
  /** All requests up to this time have been seen: settles the preflights whose window has passed as unfollowed. */
  readonly expire: (time: number) => void;
  /** The outcomes if the log ended at this time and only these requests were left. Settles nothing. */
  readonly ifEnded: (
    records: Iterable<LogRecord>,
    time: number,
  ) => readonly (readonly [CountedPreflight, 'unfollowed' | 'undecided'])[];
  /** The log ends: settles all pending preflights as undecided. */
  readonly close: () => void;
  readonly size: () => number;
}

/** The pending preflights of one client, host and path, the oldest first. */
interface SameKey {
  readonly key: string;
  awaited: PendingPreflight[];
}

/** An element of the linked list of all pending preflights, the oldest first. */
interface PendingPreflight {
  readonly alike: SameKey;
  readonly slot: number;
  readonly counted: CountedPreflight;
  before: PendingPreflight | undefined;
  after: PendingPreflight | undefined;
}

/** Beyond this limit, the oldest are settled as undecided. The characters are those of the keys. */
const LIMIT = { preflights: 20_000, characters: 4_000_000 };

export function pendingPreflights(
  window: number,
  onOutcome: (counted: CountedPreflight, outcome: 'unfollowed' | 'undecided') => void,
): Pending {
  const byKey = new Map<string, SameKey>();
  const slots = new Uint16Array(CLIENT_SLOTS);
  let oldest: PendingPreflight | undefined;
  let newest: PendingPreflight | undefined;
  let size = 0;
  let characters = 0;

  const isFollowedBy = ({ counted: { time } }: PendingPreflight, record: LogRecord) =>
    time <= record.time && record.time <= time + window;

  function unchain(one: PendingPreflight): void {
    const { before, after, slot, alike } = one;
    if (before) before.after = after;
    else oldest = after;
    if (after) after.before = before;
    else newest = before;
    // Otherwise an element in the old generation would keep all later ones alive.
    one.before = undefined;
    one.after = undefined;
    slots[slot] = (slots[slot] ?? 0) - 1;
    size--;
    characters -= alike.key.length;
  }

  /** The oldest of all is also the oldest with its key. */
  function settleOldest(one: PendingPreflight, outcome: 'unfollowed' | 'undecided'): void {
    const { alike, counted } = one;
    unchain(one);
    alike.awaited.shift();
    if (alike.awaited.length === 0) byKey.delete(alike.key);
    onOutcome(counted, outcome);
  }

  return {
    add(record, counted, clientSlot) {
      const key = keyOf(record);
      let alike = byKey.get(key);
      if (!alike) {
        alike = { key, awaited: [] };
        byKey.set(key, alike);
      }
      const one: PendingPreflight = { alike, slot: clientSlot, counted, before: newest, after: undefined };
      alike.awaited.push(one);
      if (newest) newest.after = one;
      else oldest = one;
      newest = one;
      slots[clientSlot] = (slots[clientSlot] ?? 0) + 1;
      size++;
      characters += key.length;
      while (oldest && (size > LIMIT.preflights || characters > LIMIT.characters)) settleOldest(oldest, 'undecided');
    },
    mayBePending: (clientSlot) => slots[clientSlot] !== 0,
    arrive(record) {
      const alike = byKey.get(keyOf(record));
      if (!alike) return;
      for (const one of alike.awaited) if (isFollowedBy(one, record)) unchain(one);
      alike.awaited = alike.awaited.filter((one) => !isFollowedBy(one, record));
      if (alike.awaited.length === 0) byKey.delete(alike.key);
    },
    expire(time) {
      while (oldest && oldest.counted.time + window < time) settleOldest(oldest, 'unfollowed');
    },
    ifEnded(records, end) {
      const followed = new Set<PendingPreflight>();
      for (const record of records)
        for (const one of byKey.get(keyOf(record))?.awaited ?? []) if (isFollowedBy(one, record)) followed.add(one);
      const outcomes: (readonly [CountedPreflight, 'unfollowed' | 'undecided'])[] = [];
      for (let one = oldest; one; one = one.after)
        if (!followed.has(one))
          outcomes.push([one.counted, one.counted.time + window < end ? 'unfollowed' : 'undecided']);
      return outcomes;
    },
    close() {
      while (oldest) settleOldest(oldest, 'undecided');
    },
    size: () => size,
  };
}

/** A new string, which doesn't keep the line in memory. */
const keyOf = ({ client, host, path }: LogRecord): string => [client, host, path].join(' ');
