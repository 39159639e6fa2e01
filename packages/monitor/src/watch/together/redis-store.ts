import type { Redis } from 'ioredis';
import type { CheckState } from '../state.js';
import type { Store, Told } from '../store.js';
import { type Engines, RedisError } from './engines.js';

/** What nobody watches any more is kept for a week, in seconds. */
const KEPT = 7 * 24 * 3600;

/** In milliseconds. */
const CONNECT_TIMEOUT = 5000;

/**
 * Keeps everything in Redis, where all workers see it.
 * @throws RedisError where it does not answer.
 */
export async function redisStore(url: string, key: string, { Redis }: Pick<Engines, 'Redis'>): Promise<Store> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: CONNECT_TIMEOUT, lazyConnect: true });
  let trouble = '';
  // What goes wrong is told by the call that it goes wrong with.
  redis.on('error', ({ message }: Error) => {
    trouble = message;
  });
  try {
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new RedisError(`Redis at ${new URL(url).host} does not answer: ${trouble || (error as Error).message}`);
  }
  return storeOn(redis, key);
}

function storeOn(redis: Redis, key: string): Store {
  const states = `${key}:states`;
  const told = `${key}:told`;
  const keep = (hash: string, field: string, value: object) =>
    redis.multi().hset(hash, field, JSON.stringify(value)).expire(hash, KEPT).exec();
  return {
    async read(id) {
      const text = await redis.hget(states, id);
      return text === null ? undefined : (JSON.parse(text) as CheckState);
    },
    async write(state) {
      await keep(states, state.id, state);
    },
    states: async () => (await redis.hvals(states)).map((text) => JSON.parse(text) as CheckState),
    async told(id, channel) {
      const text = await redis.hget(told, `${id} ${channel}`);
      return text === null ? undefined : (JSON.parse(text) as Told);
    },
    async tell(id, channel, known) {
      await keep(told, `${id} ${channel}`, known);
    },
    async claim(id, channel, ms) {
      const name = `${key}:telling:${id}:${channel}`;
      if ((await redis.set(name, '1', 'PX', ms, 'NX')) === null) return undefined;
      return async () => void (await redis.del(name));
    },
    async close() {
      redis.disconnect();
    },
  };
}
