/**
 * How many exchanges `simulate` decides in a second, beside jsdom and happy-dom in the same run, and what a full cache of
 * preflights costs it. Prints the page docs/benchmarks/simulate.md; with `--write` it replaces it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cacheCost } from './cache.js';
import type { ContenderName } from './contenders.js';
import { page } from './page.js';
import type { Rate } from './part.js';

const MILLISECONDS = process.env.BENCH_MILLISECONDS ?? '3000';
const ROUNDS = 3;
const CASES = { seed: 'bench', count: '500' };
const NAMES: readonly ContenderName[] = [
  'simulate, chromium',
  'simulate, firefox',
  'simulate, webkit',
  'simulate, chromium, over HTTP',
  'jsdom',
  'happy-dom',
];

const child = (module: string, ...args: readonly string[]): ChildProcess =>
  fork(new URL(module, import.meta.url), args, { serialization: 'advanced' });

const servers = child('servers.js', CASES.seed, CASES.count);
const [served] = await once(servers, 'message');
const rates = new Map<ContenderName, Rate[]>(NAMES.map((name) => [name, []]));
// The rounds are interleaved, so that a busy machine slows all alike.
for (let round = 0; round < ROUNDS; round++) for (const name of NAMES) rates.get(name)?.push(await rateOf(name));
servers.disconnect();

const costs = [await cacheCost(10), await cacheCost(1000), await cacheCost(100_000)];
const text = page({ rates, costs });
if (process.argv.includes('--write'))
  writeFileSync(new URL('../../../docs/benchmarks/simulate.md', import.meta.url), text);
console.log(text);

async function rateOf(name: ContenderName): Promise<Rate> {
  const part = child('part.js', name, MILLISECONDS);
  part.send(served);
  const ended = once(part, 'close').then(([code]) => {
    throw new Error(`${name} ended with ${code}`);
  });
  const [rate] = (await Promise.race([once(part, 'message'), ended])) as [Rate];
  ended.catch(() => {});
  return rate;
}
