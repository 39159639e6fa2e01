import type { Clock } from '../src/watch/clock.js';

/** Time that passes only while everyone waits. */
export interface FakeClock extends Clock {
  /** Lets so much time pass, sleeper by sleeper. */
  pass(ms: number): Promise<void>;
}

export function fakeClock(start = 1_800_000_000_000): FakeClock {
  let time = start;
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
        // What was woken runs until it sleeps again.
        await new Promise(setImmediate);
        const next = Math.min(...sleepers.map(({ until }) => until));
        if (next > end) break;
        time = next;
        for (const { until, wake } of sleepers) if (until <= time) wake();
      }
      time = end;
    },
  };
}
