import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Notified } from '../alerts/notified.js';
import { storedNotified } from '../stored.js';

export interface MemoryOptions {
  /** How often each process calls `refresh`, in milliseconds. */
  readonly beatMs: number;
  /** In seconds. */
  readonly expiry: number;
}

/** What this process last saw of an endpoint. */
interface Copied {
  readonly notified: Notified;
  readonly isGone: boolean;
  /** When it was seen to change, in milliseconds. */
  readonly at: number;
}

/** As many beats until every process has seen a change. */
const SEEN_BY_ALL = 2;
/** After so many beats without one, the process was suspended. */
const SUSPENDED = 4;

/**
 * What receivers know, and a copy in each process: a Redis that restarts without persistence forgets that something is
 * broken, and nobody would be notified that it is fixed.
 *
 * While a new memory is young, no receiver is notified, and every process adds what it knows. What changed shortly before,
 * other processes may not have seen: it is not certain, and the receiver hears of it once more.
 */
export function memoryOf(
  redis: Redis,
  group: string,
  notifiedKey: (receiver: string) => string,
  { beatMs, expiry }: MemoryOptions,
) {
  const epochKey = `${group}:memory`;
  const youngKey = `${group}:restoring`;
  const copies = new Map<string, Map<string, Copied>>();
  let epoch: string | undefined;
  let tickedAt = performance.now();

  const copyOf = (receiver: string): Map<string, Copied> => {
    const copy = copies.get(receiver) ?? new Map<string, Copied>();
    copies.set(receiver, copy);
    return copy;
  };

  function note(receiver: string, id: string, notified: Notified | undefined, at = performance.now()): void {
    const copy = copyOf(receiver);
    const before = copy.get(id);
    const latest = notified ?? before?.notified;
    const isSame =
      before && before.isGone === !notified && JSON.stringify(before.notified) === JSON.stringify(notified);
    if (isSame || !latest || (before?.isGone && !notified)) return;
    copy.set(id, { notified: latest, isGone: !notified, at });
  }

  /** Gives a Redis that has lost its memory what this process knows. */
  async function restore(): Promise<void> {
    const own = randomUUID();
    // Every process beats twice while it is young.
    if ((await redis.set(epochKey, own, 'EX', expiry, 'NX')) !== null)
      await redis.set(youngKey, own, 'PX', SEEN_BY_ALL * beatMs);
    const found = await redis.get(epochKey);
    if (found === null) return;
    if (epoch !== undefined && found !== epoch && (await isRestoring()))
      for (const [receiver, copy] of copies)
        for (const [id, one] of copy) await restoreOne(notifiedKey(receiver), id, one);
    epoch = found;
    await redis.expire(epochKey, expiry);
  }

  async function restoreOne(key: string, id: string, { notified, isGone, at }: Copied): Promise<void> {
    const now = performance.now();
    const isSeenByAll = now - at > SEEN_BY_ALL * beatMs && now - tickedAt < SUSPENDED * beatMs;
    if (!isSeenByAll) await redis.hset(key, id, JSON.stringify({ ...notified, isCertain: false }));
    else if (!isGone) await redis.hsetnx(key, id, JSON.stringify(notified));
  }

  const isRestoring = async (): Promise<boolean> => (await redis.exists(youngKey)) === 1;

  async function read(receiver: string): Promise<ReadonlyMap<string, Notified>> {
    await restore();
    const found = await redis.hgetall(notifiedKey(receiver));
    const notified = new Map(
      Object.entries(found).flatMap(([id, text]) => {
        const one = storedNotified(text);
        return one ? [[id, one] as const] : [];
      }),
    );
    // What a process finds at its start, the others have seen before.
    const at = copies.has(receiver) ? performance.now() : Number.NEGATIVE_INFINITY;
    for (const id of [...copyOf(receiver).keys(), ...notified.keys()]) note(receiver, id, notified.get(id), at);
    if (notified.size > 0) await redis.expire(notifiedKey(receiver), expiry);
    return notified;
  }

  return {
    read,
    isRestoring,
    /** Keeps the copy fresh: other processes notify receivers too. */
    async refresh(): Promise<void> {
      await restore();
      for (const receiver of copies.keys()) await read(receiver);
      const now = performance.now();
      for (const copy of copies.values())
        for (const [id, { isGone, at }] of copy) if (isGone && now - at > SUSPENDED * beatMs) copy.delete(id);
    },
    /** Says that this process is not suspended. While Redis is away, nothing changes. */
    tick(): void {
      tickedAt = performance.now();
    },
    async write(receiver: string, notified: ReadonlyMap<string, Notified | undefined>): Promise<void> {
      const gone = [...notified].flatMap(([id, one]) => (one ? [] : [id]));
      const kept = [...notified].flatMap(([id, one]) => (one ? [id, JSON.stringify(one)] : []));
      for (const [id, one] of notified) note(receiver, id, one);
      const change = redis.multi();
      if (gone.length > 0) change.hdel(notifiedKey(receiver), ...gone);
      if (kept.length > 0) change.hset(notifiedKey(receiver), ...kept);
      await change.expire(notifiedKey(receiver), expiry).exec();
    },
  };
}
