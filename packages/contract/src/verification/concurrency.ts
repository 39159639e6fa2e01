/** Limits how many tasks run at the same time; the others wait in order. */
export interface Concurrency {
  acquire(): Promise<void>;
  release(): void;
}

export function limitConcurrency(limit: number): Concurrency {
  let free = limit;
  const waiting: (() => void)[] = [];
  return {
    acquire() {
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    release() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
