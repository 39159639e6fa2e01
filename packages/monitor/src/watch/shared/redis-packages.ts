import { codeOf } from '@corsmith/protocol';
/** The packages that `--redis` needs. */
export interface RedisPackages {
  readonly bullmq: typeof import('bullmq');
  readonly Redis: typeof import('ioredis').Redis;
}

/** Redis is not reachable, or its packages are not installed. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

/**
 * BullMQ and ioredis are no dependencies, since most watches run on one machine.
 * @throws RedisError if one of them is not installed.
 */
export async function loadRedisPackages(): Promise<RedisPackages> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis };
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new RedisError('--redis needs bullmq and ioredis installed next to corsmith: npm install bullmq@6 ioredis@5');
  }
}
