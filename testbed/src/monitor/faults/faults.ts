import { setTimeout } from 'node:timers/promises';
import type { Fleet } from './fleet.js';
import type { Mode, Receiver } from './receiver.js';

/** What faults act on. */
export interface World {
  readonly fleet: Fleet;
  readonly receivers: readonly Receiver[];
  readonly intervalMs: number;
  /** The newest version of the contract. */
  version: number;
  /** A number from 0 to below `count`. */
  readonly pick: (count: number) => number;
}

export interface Fault {
  readonly name: string;
  /** Resolves once it is over and everything works again. */
  readonly happen: (world: World) => Promise<void>;
}

const worker = (name: string, act: (world: World, index: number) => Promise<void>): Fault => ({
  name,
  happen: (world) => act(world, world.pick(world.fleet.workers)),
});

const receiving = (mode: Mode, intervals: number): Fault => ({
  name: `a receiver ${mode === 'unavailable' ? 'is unavailable (503)' : mode === 'rejects' ? 'rejects messages (404)' : mode}`,
  async happen({ receivers, intervalMs, pick }) {
    const receiver = receivers[pick(receivers.length)]!;
    receiver.mode = mode;
    await setTimeout(intervals * intervalMs);
    receiver.mode = 'takes';
  },
});

/** One after the other, in this order, again and again. */
export const FAULTS: readonly Fault[] = [
  worker('a worker is killed (SIGKILL)', async ({ fleet, intervalMs }, index) => {
    fleet.signal(index, 'SIGKILL');
    await setTimeout(intervalMs);
    await fleet.restart(index);
  }),
  receiving('unavailable', 1.5),
  worker('a worker is stopped (SIGSTOP) and goes on', async ({ fleet, intervalMs }, index) => {
    fleet.signal(index, 'SIGSTOP');
    await setTimeout(1.5 * intervalMs);
    fleet.signal(index, 'SIGCONT');
  }),
  { name: 'Redis is restarted with its memory', happen: ({ fleet }) => fleet.restartRedis(2000, 'kept') },
  receiving('hangs up', 1),
  {
    name: 'the contract changes, on one worker after the other',
    async happen(world) {
      world.version++;
      for (let index = 0; index < world.fleet.workers; index++) {
        await world.fleet.restart(index, world.version);
        await setTimeout(world.intervalMs);
      }
    },
  },
  { name: 'Redis hangs (SIGSTOP)', happen: ({ fleet, intervalMs }) => fleet.freezeRedis(0.8 * intervalMs) },
  receiving('hangs', 1.5),
  worker('a worker ends (SIGTERM) and is started anew', async ({ fleet, intervalMs }, index) => {
    await fleet.restart(index);
    await setTimeout(intervalMs / 2);
  }),
  { name: 'Redis is restarted without its memory', happen: ({ fleet }) => fleet.restartRedis(2000, 'lost') },
  receiving('rejects', 1),
];
