import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Message } from '@corsmith/monitor/watch';
import { afterRun, createNotifier, receiverId, redisStore, systemClock } from '@corsmith/monitor/watch';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, corsmith, MAIN } from '../../packages/cli/test/built-cli.js';
import { freePort } from '../src/browsers/free-port.js';
import { type OwnedProcess, own } from '../src/browsers/owned-process.js';
import { until } from '../src/monitor/service.js';
import { needs } from '../src/needs.js';

const CHECKS = Number(process.env.CHECKS ?? 500);
/** In milliseconds. Three workers on two busy cores do all checks in less. */
const INTERVAL = Number(process.env.INTERVAL ?? 5000);
/** Of one worker at a time. */
const CONCURRENT = 8;
const APP = 'https://app.test';

describe.runIf(needs('redis'))('workers that share one Redis', () => {
  let folder: string;
  let redis: OwnedProcess;
  let url: string;
  /** The number of requests to each endpoint. */
  const requested = new Map<string, number>();
  const server = createServer(({ url = '', headers }, response) => {
    requested.set(url, (requested.get(url) ?? 0) + 1);
    if (headers.origin === APP) response.setHeader('Access-Control-Allow-Origin', APP);
    response.end();
  });
  const workers: OwnedProcess[] = [];

  beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), 'corsmith-redis-'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const endpoints = Array.from({ length: CHECKS }, (_, i) => ({ name: `endpoint ${i}`, url: `${api}/${i}` }));
    // Nobody is denied, so that one run of a check is one request.
    writeFileSync(join(folder, 'cors.yaml'), JSON.stringify({ policy: { origins: [APP] }, denied: [], endpoints }));
    const port = await freePort();
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    redis = await own('redis-server', options, { stdio: 'ignore' });
    url = `redis://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    for (const one of [...workers, redis]) await one?.end();
    server.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  const watching = async (): Promise<OwnedProcess> => {
    const args = ['--redis', url, '--interval', `${INTERVAL}ms`, '--retries', '0', '--engine', 'chromium'];
    const worker = await own(process.execPath, [MAIN, 'watch', ...args], { cwd: folder, stdio: 'ignore' });
    workers.push(worker);
    return worker;
  };
  test('each check runs once per interval; one worker is killed and none is lost', async () => {
    const client = new Redis(url).on('error', () => {});
    await until(async () => (await client.ping()) === 'PONG');
    const first = Math.floor(Date.now() / INTERVAL);
    const [victim] = await Promise.all([watching(), watching(), watching()]);

    /** Checks that have run and those that were skipped as too late, by their interval. Redis forgets them after a while. */
    const ran = new Map<number, number>();
    const skipped = new Map<number, number>();
    const seen = new Set<string>();
    const collect = async () => {
      const [key = ''] = await client.keys('bull:*:completed');
      const jobs = (await client.zrange(key, 0, -1)).filter((job) => !job.startsWith('plan-') && !seen.has(job));
      const results = client.pipeline();
      for (const job of jobs) results.hget(key.replace(/completed$/, job), 'returnvalue');
      for (const [at, [, result]] of ((await results.exec()) ?? []).entries()) {
        const job = jobs[at] ?? '';
        const interval = Number(job.split('-')[1]) - first;
        const counts = result === '"skipped"' ? skipped : ran;
        seen.add(job);
        counts.set(interval, (counts.get(interval) ?? 0) + 1);
      }
    };
    const isLost = (interval: number) => (ran.get(interval) ?? 0) + (skipped.get(interval) ?? 0) < CHECKS;
    const becomes = (isSo: () => boolean, intervals: number) =>
      until(
        async () => {
          await setTimeout(100);
          await collect();
          return isSo();
        },
        () => JSON.stringify({ ran: [...ran], skipped: [...skipped] }),
        intervals * INTERVAL,
      );
    await becomes(() => (ran.get(1) ?? 0) > 0.3 * CHECKS, 5);
    // By its own number, as the system would.
    process.kill(victim!.child.pid!, 'SIGKILL');
    // A busy machine is late at first.
    let last = 1;
    await becomes(() => {
      last = [...ran].find(([interval, count]) => interval > 1 && count === CHECKS)?.[0] ?? 1;
      return last > 1 && !Array.from({ length: last }, (_, at) => at + 1).some(isLost);
    }, 20);
    for (const worker of workers) await worker.end();
    await collect();
    // Checks that the victim had begun were repeated by another worker, and the others ended in the middle of some.
    const runs = [...ran.values()].reduce((sum, count) => sum + count, 0);
    const requests = [...requested.values()].reduce((sum, count) => sum + count, 0);
    expect(requests - runs).toBeGreaterThanOrEqual(0);
    expect(requests - runs).toBeLessThanOrEqual(3 * CONCURRENT);
    const [key = ''] = await client.keys('*:states');
    expect(await client.hlen(key)).toBe(CHECKS);
    client.disconnect();
  });

  test('if two processes have the same state, one of them sends the alert', async () => {
    const check = { id: 'a', name: 'users', url: 'https://api.test/' };
    const counts = { holds: 0, broken: 1, unreachable: 0 };
    const report = {
      counts,
      cells: [],
      symptom: 'broken: blocked',
      signature: 'broken',
      problems: [],
      drift: [],
      durationMs: 1,
    };
    const state = afterRun(undefined, check, report, Date.now());
    const sent: Message[] = [];
    const shared = {
      group: 'corsmith:test',
      key: 'corsmith-test',
      ids: new Set(['a']),
      intervalMs: 100,
      onProblem: () => {},
    };
    const channel = { form: 'webhook', url: 'https://alerts.test/' } as const;
    const receiver = receiverId(channel);
    const one = async () => {
      const store = await redisStore(url, shared, { Redis });
      const notifier = createNotifier({
        channels: [channel],
        subject: { contract: 'cors.yaml', command: (text) => text },
        store,
        ids: shared.ids,
        intervalMs: shared.intervalMs,
        clock: systemClock,
        signal: new AbortController().signal,
        onProblem: () => {},
        send: async (_, message) => {
          sent.push(message);
          await setTimeout(50);
          return { kind: 'delivered' };
        },
      });
      await store.write(state);
      return { store, notifier };
    };
    const both = [await one(), await one()];
    await Promise.all(both.map(({ notifier }) => notifier.flush()));
    await Promise.all(both.map(({ notifier }) => notifier.flush()));
    expect(sent).toHaveLength(1);
    for (const { store } of both) {
      expect(await store.states()).toEqual([state]);
      expect(await store.notifiedOf(receiver, 'a')).toMatchObject({ symptom: 'broken: blocked', isCertain: true });
      await store.close();
    }
  });

  test('an unreachable Redis is reported without its password', async () => {
    const port = await freePort();
    const { code, stderr } = await corsmith(['watch', '--redis', `redis://me:s3cret@127.0.0.1:${port}`], {
      cwd: folder,
    });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`Redis at 127.0.0.1:${port} is unreachable`),
    });
    expect(stderr).not.toContain('s3cret');
  });
});

test('if BullMQ is not installed, the error says what to install', async () => {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-alone-'));
  const root = new URL('../../', import.meta.url);
  const cli = fileURLToPath(new URL('packages/cli/', root));
  const { dependencies } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'));
  cpSync(join(cli, 'bundle'), join(folder, 'bundle'), { recursive: true });
  cpSync(join(cli, 'package.json'), join(folder, 'package.json'));
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(fileURLToPath(new URL(`node_modules/${name}`, root)), join(folder, 'node_modules', name));
  }
  writeFileSync(
    join(folder, 'cors.yaml'),
    '{ policy: { origins: [https://app.test] }, endpoints: [{ url: "https://a.test" }] }',
  );
  const args = [join(folder, 'bundle', 'main.js'), 'watch', '--redis', 'redis://127.0.0.1:2'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect({ status, stderr: stderr.replace(/\s+/g, ' ') }).toEqual({
    status: 2,
    stderr: expect.stringContaining('npm install bullmq@6 ioredis@5'),
  });
});
