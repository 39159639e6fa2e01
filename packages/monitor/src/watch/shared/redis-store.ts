import type { Redis } from 'ioredis';
import type { CheckState } from '../state.js';
import type { Notified, Store } from '../store.js';
import { RedisError, type RedisPackages } from './redis-packages.js';

/** The state of a contract that nobody watches any more expires after a week. In seconds. */
const EXPIRY = 7 * 24 * 3600;

/** In milliseconds. */
const CONNECT_TIMEOUT = 5000;

/**
 * Keeps everything in Redis, shared by all workers.
 * @throws RedisError if Redis is unreachable.
 */
export async function redisStore(url: string, key: string, { Redis }: Pick<RedisPackages, 'Redis'>): Promise<Store> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: CONNECT_TIMEOUT, lazyConnect: true });
  let problem = '';
  // The failing call reports it.
  redis.on('error', ({ message }: Error) => {
    problem = message;
  });
  try {
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new RedisError(`Redis at ${new URL(url).host} is unreachable: ${problem || (error as Error).message}`);
  }
  return storeOn(redis, key);
}

function storeOn(redis: Redis, key: string): Store {
  const states = `${key}:states`;
  const notified = `${key}:notified`;
  const set = (hash: string, field: string, value: object) =>
    redis.multi().hset(hash, field, JSON.stringify(value)).expire(hash, EXPIRY).exec();
  return {
    async read(id) {
      const text = await redis.hget(states, id);
      return text === null ? undefined : (JSON.parse(text) as CheckState);
    },
    async write(state) {
      await set(states, state.id, state);
    },
    states: async () => (await redis.hvals(states)).map((text) => JSON.parse(text) as CheckState),
    async notified(id, channel) {
      const text = await redis.hget(notified, `${id} ${channel}`);
      return text === null ? undefined : (JSON.parse(text) as Notified);
    },
    async setNotified(id, channel, known) {
      await set(notified, `${id} ${channel}`, known);
    },
    async claim(id, channel, ms) {
      const name = `${key}:lock:${id}:${channel}`;
      if ((await redis.set(name, '1', 'PX', ms, 'NX')) === null) return undefined;
      return async () => void (await redis.del(name));
    },
    async close() {
      redis.disconnect();
    },
  };
}
