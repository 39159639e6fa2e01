import { randomUUID } from 'node:crypto';
import { messageOf } from '@corsmith/protocol';
import type { Redis } from 'ioredis';
import { type Clock, systemClock } from '../clock.js';
import type { Store } from '../store.js';
import { storedNotified, storedState } from '../stored.js';
import { memoryOf } from './memory.js';
import { RedisError, type RedisPackages } from './redis-packages.js';
import { versionsOf } from './versions.js';

/** What nobody uses any more expires after a week. In seconds. */
const EXPIRY = 7 * 24 * 3600;

/** In milliseconds. */
const CONNECT_TIMEOUT = 5000;
const COMMAND_TIMEOUT = 5000;
/** The longest pause between two reports that this process is watching. */
const BEAT = 5000;
/** How often the keys of the queue are renewed. */
const RENEWAL = 3_600_000;
/** A clock that differs by more is reported. */
const TOLERATED_OFFSET = 5000;

/** What a process shares with others, and under which names. */
export interface Shared {
  /** The same for all versions of a contract: what receivers know belongs to it. */
  readonly group: string;
  /** The same for all processes that run the same checks. */
  readonly key: string;
  /** The ids of the checks. */
  readonly ids: ReadonlySet<string>;
  readonly intervalMs: number;
  /** Called if Redis does not respond, or this machine's clock is wrong. */
  readonly onProblem: (message: string) => void;
}

export interface RedisStore extends Store {
  /** The clock of Redis, which all processes share. */
  readonly clock: Clock;
}

/** The host and port of a Redis URL. */
export const redisHost = (url: string): string => new URL(url).host || '127.0.0.1:6379';

/**
 * Keeps everything in Redis, shared by all workers.
 * @throws RedisError if Redis is unreachable.
 */
export async function redisStore(
  url: string,
  shared: Shared,
  { Redis }: Pick<RedisPackages, 'Redis'>,
): Promise<RedisStore> {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    lazyConnect: true,
  });
  let problem = '';
  // The failing call reports it.
  redis.on('error', ({ message }: Error) => {
    problem = message;
  });
  try {
    await redis.ping();
    return await storeOn(redis, redisHost(url), shared);
  } catch (error) {
    redis.disconnect();
    throw new RedisError(`Redis at ${redisHost(url)} is unreachable: ${problem || messageOf(error)}`);
  }
}

async function storeOn(redis: Redis, host: string, shared: Shared): Promise<RedisStore> {
  const { group, key, ids, intervalMs, onProblem } = shared;
  const states = `${key}:states`;
  const notifiedKey = (receiver: string) => `${group}:notified:${receiver}`;
  const versions = versionsOf(redis, group, key, ids, intervalMs);
  const memory = memoryOf(redis, group, notifiedKey, { beatMs: Math.min(BEAT, intervalMs), expiry: EXPIRY });
  const failures: { count: number; problem?: string } = { count: 0 };
  let offset = 0;
  let renewedAt = Number.NEGATIVE_INFINITY;
  const clock: Clock = { now: () => Date.now() + offset, wait: systemClock.wait };

  async function beat(): Promise<void> {
    const began = Date.now();
    const [seconds, microseconds] = await redis.time();
    const ended = Date.now();
    offset = Math.round(Number(seconds) * 1000 + Number(microseconds) / 1000 - (began + ended) / 2);
    await versions.beat(clock.now());
    await memory.refresh();
    if (clock.now() - renewedAt < RENEWAL) return;
    renewedAt = clock.now();
    await renew(redis, `bull:${key}:*`);
  }

  await beat();
  if (Math.abs(offset) > TOLERATED_OFFSET)
    onProblem(`This machine's clock differs from that of Redis by ${Math.round(Math.abs(offset) / 1000)} s.`);
  let isBeating = false;
  const beating = setInterval(
    async () => {
      if (isBeating) return;
      isBeating = true;
      try {
        await beat();
        delete failures.problem;
      } catch (error) {
        failures.count++;
        if (failures.problem === undefined) onProblem(`Redis at ${host} does not respond: ${messageOf(error)}`);
        failures.problem = `Redis at ${host} does not respond`;
      } finally {
        memory.tick();
        isBeating = false;
      }
    },
    Math.min(BEAT, intervalMs),
  );

  return {
    clock,
    failures,
    async read(id) {
      const text = await redis.hget(states, id);
      return text === null ? undefined : storedState(text);
    },
    async write(state) {
      await redis.multi().hset(states, state.id, JSON.stringify(state)).expire(states, EXPIRY).exec();
    },
    states: async () => (await redis.hvals(states)).flatMap((text) => storedState(text) ?? []),
    notified: (receiver) => memory.read(receiver),
    async notifiedOf(receiver, id) {
      const text = await redis.hget(notifiedKey(receiver), id);
      return text === null ? undefined : storedNotified(text);
    },
    setNotified: (receiver, notified) => memory.write(receiver, notified),
    async claim(receiver, ms) {
      const name = `${group}:lock:${receiver}`;
      const own = randomUUID();
      if (await memory.isRestoring()) return undefined;
      if ((await redis.set(name, own, 'PX', ms, 'NX')) === null) return undefined;
      return async () => {
        // Once it has expired, it may be another's.
        if ((await redis.get(name)) === own) await redis.del(name);
      };
    },
    scope: () => versions.scope(clock.now()),
    async close() {
      clearInterval(beating);
      redis.disconnect();
    },
  };
}

/** BullMQ's keys never expire by themselves, but for its locks, which expire soon: a dead process would keep them. */
async function renew(redis: Redis, match: string): Promise<void> {
  for await (const found of redis.scanStream({ match, count: 1000 })) {
    const keys = Array.isArray(found) ? found.map(String) : [];
    const lifetimes = redis.pipeline();
    for (const key of keys) lifetimes.pttl(key);
    const left = await lifetimes.exec();
    const change = redis.pipeline();
    keys.forEach((key, at) => {
      const milliseconds = Number(left?.[at]?.[1]);
      if (milliseconds === NEVER_EXPIRES || milliseconds > RENEWAL) change.expire(key, EXPIRY);
    });
    await change.exec();
  }
}

/** As Redis' PTTL says it. */
const NEVER_EXPIRES = -1;
