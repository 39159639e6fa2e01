/** One contender, in a process of its own: what it takes of the processor to decide exchanges. */
import { once } from 'node:events';
import { CONTENDERS, type ContenderName } from './contenders.js';
import type { Served } from './servers.js';

export interface Rate {
  readonly exchanges: number;
  /** Of all threads of the process, user and system. */
  readonly cpuSeconds: number;
}

/** Of the processor, before it is measured: what it runs must be compiled, however busy the machine is. */
const WARM_UP_MILLISECONDS = 3000;

const [name, milliseconds] = process.argv.slice(2);
const [served] = (await once(process, 'message')) as [Served];
const run = await CONTENDERS[name as ContenderName](served);
await decide(served, WARM_UP_MILLISECONDS);
process.send?.(await decide(served, Number(milliseconds)), () => process.exit());

/**
 * For at least that much of the processor's time, and always all cases: each contender decides the same mixture. The clock is
 * read only between rounds, as reading it takes as long as some exchanges.
 */
async function decide({ cases }: Served, milliseconds: number): Promise<Rate> {
  const start = process.cpuUsage();
  for (let exchanges = 0; ; ) {
    for (const requests of cases) {
      await run(requests);
      exchanges += requests.length;
    }
    const { user, system } = process.cpuUsage(start);
    if (user + system >= milliseconds * 1000) return { exchanges, cpuSeconds: (user + system) / 1e6 };
  }
}
