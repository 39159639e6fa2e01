import type { CountedPreflight } from '../counts/tally.js';
import type { LogRecord } from '../record.js';
import { CLIENT_SLOTS } from './glance.js';

/** Preflights that were answered 2xx, and whose request is awaited. */
export interface Pending {
  readonly add: (record: LogRecord, counted: CountedPreflight, clientSlot: number) => void;
  /** Whether a request of a client in this slot may be awaited. */
  readonly mayAwait: (clientSlot: number) => boolean;
  /** A request came: the preflights that it follows are settled. */
  readonly come: (record: LogRecord) => void;
  /** All requests up to this time came: what is awaited for longer than the window never will. */
  readonly passed: (time: number) => void;
  /** What would become of those awaited if no more requests came than these, up to this time. Nothing is settled. */
  readonly ifEnded: (
    records: Iterable<LogRecord>,
    time: number,
  ) => readonly (readonly [CountedPreflight, 'unfollowed' | 'undecided'])[];
  /** The log ends. */
  readonly close: () => void;
  readonly size: () => number;
}

/** Those of one client for one path, in the order in which they came. */
interface Alike {
  readonly key: string;
  awaited: Awaited[];
}

/** A link of the chain of all, the oldest first. */
interface Awaited {
  readonly alike: Alike;
  readonly slot: number;
  readonly counted: CountedPreflight;
  before: Awaited | undefined;
  after: Awaited | undefined;
}

/** More are not kept: of the oldest is said that it is undecided. The characters are those of their keys. */
const LIMIT = { preflights: 20_000, characters: 4_000_000 };

export function pendingPreflights(
  window: number,
  onFate: (counted: CountedPreflight, fate: 'unfollowed' | 'undecided') => void,
): Pending {
  const byKey = new Map<string, Alike>();
  const slots = new Uint16Array(CLIENT_SLOTS);
  let oldest: Awaited | undefined;
  let newest: Awaited | undefined;
  let size = 0;
  let characters = 0;

  const isFollowedBy = ({ counted: { time } }: Awaited, record: LogRecord) =>
    time <= record.time && record.time <= time + window;

  function unchain(one: Awaited): void {
    const { before, after, slot, alike } = one;
    if (before) before.after = after;
    else oldest = after;
    if (after) after.before = before;
    else newest = before;
    // A link that is old to the garbage collector would keep alive all that came after it.
    one.before = undefined;
    one.after = undefined;
    slots[slot]!--;
    size--;
    characters -= alike.key.length;
  }

  /** The oldest of all is the oldest of those alike too. */
  function settleOldest(one: Awaited, fate: 'unfollowed' | 'undecided'): void {
    const { alike, counted } = one;
    unchain(one);
    alike.awaited.shift();
    if (alike.awaited.length === 0) byKey.delete(alike.key);
    onFate(counted, fate);
  }

  return {
    add(record, counted, clientSlot) {
      const key = keyOf(record);
      let alike = byKey.get(key);
      if (!alike) {
        alike = { key, awaited: [] };
        byKey.set(key, alike);
      }
      const one: Awaited = { alike, slot: clientSlot, counted, before: newest, after: undefined };
      alike.awaited.push(one);
      if (newest) newest.after = one;
      else oldest = one;
      newest = one;
      slots[one.slot]!++;
      size++;
      characters += key.length;
      while (oldest && (size > LIMIT.preflights || characters > LIMIT.characters)) settleOldest(oldest, 'undecided');
    },
    mayAwait: (clientSlot) => slots[clientSlot] !== 0,
    come(record) {
      const alike = byKey.get(keyOf(record));
      if (!alike) return;
      for (const one of alike.awaited) if (isFollowedBy(one, record)) unchain(one);
      alike.awaited = alike.awaited.filter((one) => !isFollowedBy(one, record));
      if (alike.awaited.length === 0) byKey.delete(alike.key);
    },
    passed(time) {
      while (oldest && oldest.counted.time + window < time) settleOldest(oldest, 'unfollowed');
    },
    ifEnded(records, end) {
      const followed = new Set<Awaited>();
      for (const record of records)
        for (const one of byKey.get(keyOf(record))?.awaited ?? []) if (isFollowedBy(one, record)) followed.add(one);
      const fates: (readonly [CountedPreflight, 'unfollowed' | 'undecided'])[] = [];
      for (let one = oldest; one; one = one.after)
        if (!followed.has(one)) fates.push([one.counted, one.counted.time + window < end ? 'unfollowed' : 'undecided']);
      return fates;
    },
    close() {
      while (oldest) settleOldest(oldest, 'undecided');
    },
    size: () => size,
  };
}

/** One text of its own, which keeps no line in memory. */
const keyOf = ({ client, host, path }: LogRecord): string => [client, host, path].join(' ');
