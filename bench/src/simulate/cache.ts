import { PreflightCache, type Send, simulate } from '@corsmith/protocol';

const PAGE = 'https://app.example.com';
const RUNS = 20_000;
const ROUNDS = 7;

const permit: Send = async () => ({
  status: 200,
  headers: [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Methods', 'PUT'],
    ['Access-Control-Max-Age', '600'],
  ],
});

/** What an exchange takes of the processor, in microseconds, at a number of cached preflights. */
export interface CacheCost {
  readonly entries: number;
  /** Its preflight is cached. */
  readonly hit: number;
  /** Its preflight is not cached, and the cache is full. */
  readonly miss: number;
}

/** The same few exchanges beside more and more others; the best of several rounds. */
export async function cacheCost(entries: number): Promise<CacheCost> {
  const cache = new PreflightCache({ limit: entries });
  let next = 0;
  const put = (index: number) =>
    simulate({ origin: PAGE, url: `https://api.example.com/${index}`, method: 'PUT' }, permit, {
      engine: 'chromium',
      cache,
    });
  const newOne = () => put(next++);
  for (let i = 0; i < 2 * entries; i++) await newOne();
  const misses: number[] = [];
  const hits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    misses.push(await microseconds(newOne));
    hits.push(await microseconds((i) => put(next - 1 - (i % Math.min(10, entries)))));
  }
  return { entries, hit: Math.min(...hits), miss: Math.min(...misses) };
}

async function microseconds(run: (index: number) => Promise<unknown>): Promise<number> {
  const cpu = process.cpuUsage();
  for (let i = 0; i < RUNS; i++) await run(i);
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / RUNS;
}
