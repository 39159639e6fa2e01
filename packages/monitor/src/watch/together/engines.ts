/** What spreads the checks, as it is installed. */
export interface Engines {
  readonly bullmq: typeof import('bullmq');
  readonly Redis: typeof import('ioredis').Redis;
}

/** Redis can't be used. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

/**
 * BullMQ and ioredis are no dependencies: most watches run on one machine, and never load them.
 * @throws RedisError where one is not installed.
 */
export async function loadEngines(): Promise<Engines> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new RedisError(
      'For Redis, bullmq and ioredis must be installed beside corsmith: npm install bullmq@6 ioredis@5',
    );
  }
}
