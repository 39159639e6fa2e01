import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { freePort } from '../../browsers/free-port.js';
import { type OwnedProcess, own } from '../../browsers/owned-process.js';
import { until } from '../service.js';
import { ORIGINS } from './watched-api.js';

const MAIN = fileURLToPath(new URL('../../../../packages/cli/bundle/main.js', import.meta.url));

/** From, until, in milliseconds. */
export interface Outage {
  readonly from: number;
  until: number;
  /** Whether Redis forgot everything. */
  readonly memory: 'kept' | 'lost';
}

/** Real processes of `corsmith watch` that share one real Redis. */
export interface Fleet {
  readonly workers: number;
  /** When Redis did not respond. */
  readonly redisOutages: Outage[];
  /** When a worker ended in the middle of its work. */
  readonly kills: number[];
  signal(worker: number, signal: NodeJS.Signals): void;
  /** Starts it anew, with that version of the contract. */
  restart(worker: number, version?: number): Promise<void>;
  /** How long Redis is frozen, or away; `memory` says whether it forgets everything meanwhile. */
  freezeRedis(ms: number): Promise<void>;
  restartRedis(ms: number, memory: 'kept' | 'lost'): Promise<void>;
  end(): Promise<void>;
}

export interface FleetOptions {
  readonly api: string;
  readonly endpoints: number;
  readonly intervalMs: number;
  readonly webhooks: readonly string[];
  readonly workers: number;
  /** A file for what the workers complain of. */
  readonly log?: number | undefined;
}

/** An odd version has a second origin, and lacks the last endpoint. */
export const endpointsOf = (version: number, count: number): readonly number[] =>
  Array.from({ length: version % 2 === 0 ? count : count - 1 }, (_, index) => index);

function contractOf(version: number, { api, endpoints }: FleetOptions): string {
  return JSON.stringify({
    policy: { origins: version % 2 === 0 ? ORIGINS.slice(0, 1) : ORIGINS },
    denied: [],
    endpoints: endpointsOf(version, endpoints).map((index) => ({ name: `endpoint ${index}`, url: `${api}/${index}` })),
  });
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-faults-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const redisOutages: Outage[] = [];
  const kills: number[] = [];
  const data = join(folder, 'redis');
  let redis: OwnedProcess;

  async function startRedis(): Promise<void> {
    mkdirSync(data, { recursive: true });
    const flags = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    redis = await own('redis-server', ['--port', `${port}`, ...flags, '--dir', data], { stdio: 'ignore' });
    const client = new Redis(url).on('error', () => {});
    await until(async () => (await client.ping()) === 'PONG');
    client.disconnect();
  }
  await startRedis();

  const versions: number[] = [];
  const running: (OwnedProcess | undefined)[] = [];
  async function start(worker: number, version: number): Promise<void> {
    // The same relative path for all, so that they are versions of one contract.
    const own_ = join(folder, `worker-${worker}`);
    mkdirSync(own_, { recursive: true });
    writeFileSync(join(own_, 'cors.json'), contractOf(version, options));
    versions[worker] = version;
    const args = ['watch', 'cors.json', '--redis', url, '--interval', `${options.intervalMs}ms`];
    const how = ['--retries', '0', '--engine', 'chromium', ...options.webhooks.flatMap((one) => ['--webhook', one])];
    running[worker] = await own(process.execPath, [MAIN, ...args, ...how], {
      cwd: own_,
      stdio: ['ignore', 'ignore', options.log ?? 'ignore'],
    });
  }
  for (let worker = 0; worker < options.workers; worker++) await start(worker, 0);

  async function away(work: () => Promise<void>, memory: Outage['memory'] = 'kept'): Promise<void> {
    const outage: Outage = { from: Date.now(), until: Number.POSITIVE_INFINITY, memory };
    redisOutages.push(outage);
    await work();
    outage.until = Date.now();
  }

  return {
    workers: options.workers,
    redisOutages,
    kills,
    signal(worker, signal) {
      if (signal === 'SIGKILL') kills.push(Date.now());
      running[worker]?.child.kill(signal);
    },
    async restart(worker, version = versions[worker]!) {
      const before = running[worker];
      if (before?.child.exitCode === null && before.child.signalCode === null) {
        before.child.kill('SIGTERM');
        await once(before.child, 'exit');
      }
      await start(worker, version);
    },
    freezeRedis: (ms) =>
      away(async () => {
        redis.child.kill('SIGSTOP');
        await setTimeout(ms);
        redis.child.kill('SIGCONT');
      }),
    restartRedis: (ms, memory) =>
      away(async () => {
        await redis.end();
        if (memory === 'lost') rmSync(data, { recursive: true, force: true });
        await setTimeout(ms);
        await startRedis();
      }, memory),
    async end() {
      for (const one of [...running, redis]) await one?.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
