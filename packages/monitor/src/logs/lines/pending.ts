import type { LogRecord } from '../record.js';

/** Preflights that were answered 2xx, and whose request is awaited. */
export interface Pending {
  readonly add: (record: LogRecord, clientHash: number) => void;
  /** Whether a request of a client with this hash may be awaited. */
  readonly mayAwait: (clientHash: number) => boolean;
  /** A request came: the preflights that it follows are settled. */
  readonly come: (record: LogRecord) => void;
  /** All requests up to this time came: what is awaited for longer than the window never will. */
  readonly passed: (time: number) => void;
  /** The log ends. */
  readonly close: () => void;
  readonly size: () => number;
}

interface Awaited {
  readonly alike: Alike;
  readonly slot: number;
  readonly record: LogRecord;
  isSettled: boolean;
}

/** The preflights of one client for one path. */
interface Alike {
  readonly key: string;
  all: Awaited[];
  waiting: number;
}

/** More are not kept: of the oldest is said that it is undecided. */
const LIMIT = 20_000;
/** Few enough to stay in the processor's cache. */
const SLOTS = 1 << 12;

export function pendingPreflights(
  window: number,
  onFate: (record: LogRecord, fate: 'unfollowed' | 'undecided') => void,
): Pending {
  const byKey = new Map<string, Alike>();
  const slots = new Uint32Array(SLOTS);
  let queue: Awaited[] = [];
  let head = 0;
  let waiting = 0;

  function settle(one: Awaited, as: 'followed' | 'unfollowed' | 'undecided'): void {
    one.isSettled = true;
    waiting--;
    slots[one.slot]!--;
    if (--one.alike.waiting === 0) byKey.delete(one.alike.key);
    if (as !== 'followed') onFate(one.record, as);
  }

  function next(): Awaited | undefined {
    while (queue[head]?.isSettled) head++;
    if (head > LIMIT) {
      queue = queue.slice(head);
      head = 0;
    }
    return queue[head];
  }

  return {
    add(record, clientHash) {
      const key = keyOf(record);
      let alike = byKey.get(key);
      if (!alike) {
        alike = { key, all: [], waiting: 0 };
        byKey.set(key, alike);
      }
      const one: Awaited = { alike, slot: clientHash & (SLOTS - 1), record, isSettled: false };
      if (alike.all.length > 2 * alike.waiting + 16) alike.all = alike.all.filter(({ isSettled }) => !isSettled);
      alike.all.push(one);
      alike.waiting++;
      queue.push(one);
      slots[one.slot]!++;
      if (++waiting > LIMIT) settle(next()!, 'undecided');
    },
    mayAwait: (clientHash) => slots[clientHash & (SLOTS - 1)] !== 0,
    come(record) {
      for (const one of byKey.get(keyOf(record))?.all ?? [])
        if (!one.isSettled && one.record.time <= record.time && record.time <= one.record.time + window)
          settle(one, 'followed');
    },
    passed(time) {
      for (let one = next(); one && one.record.time + window < time; one = next()) settle(one, 'unfollowed');
    },
    close() {
      for (let one = next(); one; one = next()) settle(one, 'undecided');
    },
    size: () => waiting,
  };
}

const keyOf = ({ client, host, path }: LogRecord): string => `${client} ${host} ${path}`;
