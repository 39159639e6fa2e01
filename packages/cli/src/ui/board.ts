/**
 * The current values by key. A follower gets all current values, and then every change. A slow follower skips values that were
 * replaced meanwhile, so that nothing piles up.
 */
export interface Board<Line> {
  set(key: string, line: Line): void;
  delete(key: string): void;
  /** Resolves once the signal is aborted. */
  follow(send: (line: Line) => Promise<unknown>, signal: AbortSignal): Promise<void>;
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
    set(key, line) {
      lines.set(key, { number: ++latest, line });
      for (const wake of [...waiting]) wake();
    },
    delete: (key) => void lines.delete(key),
    async follow(send, signal) {
      let sent = 0;
      while (!signal.aborted) {
        const fresh = [...lines.values()].filter(({ number }) => number > sent);
        sent = latest;
        for (const { line } of fresh) await send(line);
        if (sent === latest && !signal.aborted) await changed(signal);
      }
    },
  };
}
