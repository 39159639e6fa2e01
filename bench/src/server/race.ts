import type { Contender } from './contenders.js';
import type { BenchRequest } from './requests.js';

/** How many requests are handled at a time: few enough that none of them grows old in memory, as in a server. */
const BATCH = 100;
/** Contenders that take long for one request get fewer at a time. */
const BATCH_LIMIT_NS = 5_000_000;
/** What every contender has done before the race, or for how long it has tried. */
const WARM_UP = { requests: 50_000, milliseconds: 1000 };

/**
 * Nanoseconds a request of each contender: the median of all rounds. The contenders take turns in every round, and begin in
 * another order in each, so that whatever else the machine does slows all alike.
 */
export async function race(
  contenders: readonly Contender[],
  wanted: BenchRequest,
  milliseconds: number,
): Promise<Map<string, number>> {
  const runners: { contender: Contender; batch: number; times: number[] }[] = [];
  for (const contender of contenders) runners.push({ contender, batch: await warmUp(contender, wanted), times: [] });
  const end = performance.now() + milliseconds;
  for (let round = 0; performance.now() < end || round < 10; round++) {
    runners.push(runners.shift()!);
    for (const { contender, batch, times } of runners) times.push(await time(contender, wanted, batch));
  }
  // As the caller has them, whoever is first now.
  const medians = new Map(runners.map(({ contender, times }) => [contender.name, median(times)]));
  return new Map(contenders.map(({ name }) => [name, medians.get(name)!]));
}

/** How many requests of it to time at once. */
async function warmUp(contender: Contender, wanted: BenchRequest): Promise<number> {
  const end = performance.now() + WARM_UP.milliseconds;
  let each = await time(contender, wanted, 1);
  for (let done = 0; done < WARM_UP.requests && performance.now() < end; ) {
    const batch = batchFor(each);
    each = await time(contender, wanted, batch);
    done += batch;
  }
  return batchFor(each);
}

const batchFor = (each: number): number => Math.min(BATCH, Math.max(1, Math.floor(BATCH_LIMIT_NS / each)));

async function time(contender: Contender, wanted: BenchRequest, count: number): Promise<number> {
  // What ran before has filled the processor's caches: a list of 100,000 origins fills all of them.
  await contender.prepare(wanted, Math.ceil(count / 5))();
  const run = contender.prepare(wanted, count);
  const start = process.hrtime.bigint();
  const running = run();
  if (running instanceof Promise) await running;
  return Number(process.hrtime.bigint() - start) / count;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
