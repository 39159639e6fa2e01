import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runFaults } from './run.js';
import { faultsPage } from './table.js';

const HELP = `Runs several processes of corsmith watch on one Redis while workers, Redis, receivers and the contract have faults.

  npm run faults -- [--minutes 10] [--workers 3] [--endpoints 200] [--interval 10] [--seed N] [--write]

  --interval   in seconds
  --write      writes docs/monitor/faults.md

Exit code: 0 every receiver knows the truth, nothing was doubled and no gap is longer than two intervals, 1 something is
not so, 2 wrong usage.
`;

/** Of two intervals each. */
const LONGEST_GAP = 2;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      workers: { type: 'string', default: '3' },
      endpoints: { type: 'string', default: '200' },
      interval: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      write: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [minutes, workers, endpoints, interval, seed] = [
    values.minutes,
    values.workers,
    values.endpoints,
    values.interval,
    values.seed,
  ].map(Number) as [number, number, number, number, number];
  if (![minutes, workers, endpoints, interval, seed].every((number) => number > 0)) {
    console.log(HELP);
    return 2;
  }
  console.log(`seed ${seed}`);
  const options = { workers, endpoints, intervalMs: interval * 1000, durationMs: minutes * 60_000, seed };
  const result = await runFaults({ ...options, say: console.log });
  const page = faultsPage(options, result);
  console.log(`\n${page}\nThe longest gap began after ${result.longestGapAt} s.`);
  for (const one of [...result.unaware, ...result.doubled].slice(0, 20)) console.log(one);
  if (values.write) writeFileSync(fileURLToPath(new URL('../../../../docs/monitor/faults.md', import.meta.url)), page);
  return result.unaware.length + result.doubled.length === 0 && result.longestGap <= LONGEST_GAP ? 0 : 1;
}

process.exitCode = await main();
