import type { Clock } from '../src/watch/clock.js';

/** Time passes only while everything is waiting. */
export interface FakeClock extends Clock {
  /** Advances the time, waking one sleeper after the other. */
  pass(ms: number): Promise<void>;
}

/** Time does not pass before `least` sleepers wait, since their work may take real time. */
export function fakeClock(least = 0): FakeClock {
  let time = 1_800_000_000_000;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = { until: time + ms, wake };
        sleepers.push(sleeper);
        signal.addEventListener('abort', wake, { once: true });
        function wake() {
          sleepers = sleepers.filter((one) => one !== sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        }
      }),
    async pass(ms) {
      const end = time + ms;
      for (;;) {
        // Woken sleepers run until they sleep again.
        do await new Promise(setImmediate);
        while (sleepers.length < least);
        const next = Math.min(...sleepers.map(({ until }) => until));
        if (next > end) break;
        time = next;
        for (const { until, wake } of sleepers) if (until <= time) wake();
      }
      time = end;
    },
  };
}
