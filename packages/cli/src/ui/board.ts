/**
 * What is true now, each thing under a key. Who follows is told what is there, and then what changes. Whoever reads
 * slowly misses what was replaced meanwhile, so that nothing piles up.
 */
export interface Board<Line> {
  put(key: string, line: Line): void;
  take(key: string): void;
  /** Resolves once the signal is aborted. */
  follow(tell: (line: Line) => Promise<unknown>, signal: AbortSignal): Promise<void>;
}

export function createBoard<Line>(): Board<Line> {
  const lines = new Map<string, { readonly number: number; readonly line: Line }>();
  const waiting = new Set<() => void>();
  let latest = 0;

  const changed = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });

  return {
    put(key, line) {
      lines.set(key, { number: ++latest, line });
      for (const wake of [...waiting]) wake();
    },
    take: (key) => void lines.delete(key),
    async follow(tell, signal) {
      let told = 0;
      while (!signal.aborted) {
        const fresh = [...lines.values()].filter(({ number }) => number > told);
        told = latest;
        for (const { line } of fresh) await tell(line);
        if (told === latest && !signal.aborted) await changed(signal);
      }
    },
  };
}
