import { recordOf } from '@corsmith/protocol';
import type { Redis } from 'ioredis';
import type { Scope } from '../store.js';
import { stored } from '../stored.js';

/** A version of a contract that some process watches. */
interface Version {
  /** When it was first watched, by the clock of Redis. */
  readonly first: number;
  /** The ids of its checks. */
  readonly ids: readonly string[];
}

function isVersion(value: unknown): value is Version {
  const { first, ids } = recordOf(value);
  return Number.isFinite(first) && Array.isArray(ids) && ids.every((id) => typeof id === 'string');
}

/** A version is watched if one of its processes has reported within this time, in milliseconds, or three intervals. */
const ALIVE_MS = 30_000;

/** In milliseconds. */
const FORGOTTEN = 7 * 24 * 3_600_000;

/**
 * While a contract changes on one machine after the other, several versions of it are watched. What receivers hear of an
 * endpoint is decided by the newest version that has it, so the old ones don't contradict it.
 */
export function versionsOf(redis: Redis, group: string, key: string, ids: ReadonlySet<string>, intervalMs: number) {
  const versions = `${group}:versions`;
  const alive = `${group}:alive`;

  return {
    /** Reports that this process is watching. */
    async beat(now: number): Promise<void> {
      const own: Version = { first: now, ids: [...ids] };
      await redis
        .multi()
        .hsetnx(versions, key, JSON.stringify(own))
        .hset(alive, key, now)
        .pexpire(versions, FORGOTTEN)
        .pexpire(alive, FORGOTTEN)
        .exec();
    },
    async scope(now: number): Promise<Scope> {
      const [known, seen] = await Promise.all([redis.hgetall(versions), redis.hgetall(alive)]);
      const isForgotten = (one: string) => now - Number(seen[one] ?? 0) > FORGOTTEN;
      const forgotten = Object.keys(known).filter((one) => one !== key && isForgotten(one));
      if (forgotten.length > 0)
        await redis
          .multi()
          .hdel(versions, ...forgotten)
          .hdel(alive, ...forgotten)
          .exec();
      const isAlive = (one: string) => now - Number(seen[one] ?? 0) < Math.max(ALIVE_MS, 3 * intervalMs);
      const current = Object.entries(known)
        .filter(([one]) => one === key || isAlive(one))
        .flatMap(([one, text]) => {
          const version = stored(text, isVersion);
          return version ? [{ one, ...version }] : [];
        })
        // The oldest first. Of two of the same age, all processes take the same.
        .sort((a, b) => a.first - b.first || (a.one < b.one ? -1 : 1));
      const deciding = new Map(current.flatMap(({ one, ids: have }) => have.map((id) => [id, one] as const)));
      return {
        // Before the first beat there is none.
        decides: (id) => (deciding.get(id) ?? key) === key,
        isWatched: (id) => deciding.has(id),
      };
    },
  };
}
