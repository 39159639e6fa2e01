/** One contender, in a process of its own: what it takes of the processor to decide exchanges. */
import { once } from 'node:events';
import { CONTENDERS, type ContenderName } from './contenders.js';
import type { Served } from './servers.js';

export interface Rate {
  readonly exchanges: number;
  /** Of all threads of the process, user and system. */
  readonly cpuSeconds: number;
}

/** Before it is measured, so that what it runs is compiled. */
const WARM_UP_MILLISECONDS = 2000;

const [name, milliseconds] = process.argv.slice(2);
const [served] = (await once(process, 'message')) as [Served];
const run = await CONTENDERS[name as ContenderName](served);
await decide(served, WARM_UP_MILLISECONDS);
process.send?.(await decide(served, Number(milliseconds)), () => process.exit());

async function decide({ cases }: Served, milliseconds: number): Promise<Rate> {
  const cpu = process.cpuUsage();
  const end = performance.now() + milliseconds;
  let exchanges = 0;
  for (let i = 0; performance.now() < end; i = (i + 1) % cases.length) {
    const requests = cases[i] ?? [];
    await run(requests);
    exchanges += requests.length;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { exchanges, cpuSeconds: (user + system) / 1e6 };
}
