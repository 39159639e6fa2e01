/** Lets so much work be under way at a time; the rest waits for its turn. */
export interface Turns {
  take(): Promise<void>;
  give(): void;
}

export function turns(most: number): Turns {
  let free = most;
  const waiting: (() => void)[] = [];
  return {
    take() {
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
