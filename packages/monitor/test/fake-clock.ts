import type { Clock } from '../src/watch/clock.js';

/** Time that passes only while everyone waits. */
export interface FakeClock extends Clock {
  /** Lets so much time pass, sleeper by sleeper. */
  pass(ms: number): Promise<void>;
}

/** `least` is how many wait before any time passes: what they do meanwhile may take real time. */
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
        // What was woken runs until it sleeps again.
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
