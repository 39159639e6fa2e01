import type { Contender } from './contenders.js';
import type { Ask } from './requests.js';

/** How many requests are answered at a time: few enough that none of them grows old in memory, as in a server. */
const BATCH = 100;
/** The part of the rounds that only warms up. */
const WARM_UP = 0.25;

/**
 * Nanoseconds a request of each contender: the median of all rounds. The contenders take turns in every round, and begin in
 * another order in each, so that whatever else the machine does slows all alike.
 */
export async function race(
  contenders: readonly Contender[],
  ask: Ask,
  milliseconds: number,
): Promise<Map<string, number>> {
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  const order = [...contenders];
  const end = performance.now() + milliseconds;
  while (performance.now() < end || times.get(order[0]!)!.length < 20) {
    order.push(order.shift()!);
    for (const contender of order) {
      const run = contender.prepare(ask, BATCH);
      const start = process.hrtime.bigint();
      const running = run();
      if (running instanceof Promise) await running;
      times.get(contender)!.push(Number(process.hrtime.bigint() - start) / BATCH);
    }
  }
  return new Map(
    [...times].map(([{ name }, rounds]) => [name, median(rounds.slice(Math.floor(rounds.length * WARM_UP)))]),
  );
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
