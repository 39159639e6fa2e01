import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readContract } from '@corsmith/contract';
import {
  checksOf,
  createNotifier,
  fileStore,
  intervalAt,
  runCheck,
  statusPage,
  watch,
  watchMetrics,
} from '@corsmith/monitor/watch';
import { expect, test } from 'vitest';
import { fakeClock } from '../../packages/monitor/test/fake-clock.js';
import { contractOf, RIGHT, watchedServer } from '../src/monitor/watched-server.js';

const MB = 1024 * 1024;
const INTERVAL = 300_000;
const HOUR = 3_600_000;

test('watching a real server for a simulated day leaks nothing', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-day-'));
  const path = join(folder, 'state.json');
  const api = await watchedServer();
  const [check] = checksOf(readContract(contractOf(api.url)));
  if (!check) throw new Error('no check');
  const clock = fakeClock(1);
  const { signal, interruption } = interruptible();
  const store = await fileStore(path, { ids: new Set([check.id]), onProblem: fail });
  const subject = { contract: 'cors.yaml', command: (text: string) => text };
  const channels = [{ form: 'webhook', url: `${api.url}/hook` }] as const;
  const notifier = createNotifier({
    channels,
    subject,
    store,
    ids: new Set([check.id]),
    intervalMs: INTERVAL,
    clock,
    signal,
    onProblem: (text) => fail(new Error(text)),
  });
  const runs: number[] = [];
  const watching = watch({
    checks: [check],
    intervalMs: INTERVAL,
    clock,
    signal,
    store,
    notifier,
    run: (one, before) => {
      runs.push(intervalAt(one.id, clock.now(), INTERVAL));
      return runCheck(one, before, { signal, engines: ['chromium'] });
    },
    onRun: () => {},
  });

  const heap: number[] = [];
  const kept: number[] = [];
  for (let hour = 0; hour < 24; hour++) {
    // It breaks in every second hour.
    const { 'Access-Control-Allow-Methods': _, ...broken } = RIGHT;
    api.headers = hour % 2 === 1 ? broken : RIGHT;
    await clock.pass(HOUR);
    const states = await store.states();
    const parts = { states, intervalMs: INTERVAL, now: clock.now() };
    expect(watchMetrics({ ...parts, alerts: notifier.counts })).toContain('corsmith_watch_status');
    expect(statusPage({ ...parts, subject })).toContain(hour % 2 === 1 ? '1 broken' : '1 holds');
    collect();
    heap.push(process.memoryUsage().heapUsed / MB);
    // The file is written now and then, by the real clock: what would stand in it is at hand.
    kept.push(JSON.stringify(states).length);
  }
  interruption.abort();
  await watching;
  await store.close();

  expect(runs.slice(1).map((interval, i) => interval - (runs[i] ?? 0))).toEqual(runs.slice(1).map(() => 1));
  expect(Math.abs(runs.length - (24 * HOUR) / INTERVAL)).toBeLessThanOrEqual(2);
  expect(notifier.counts.webhook).toEqual({ delivered: 23, failed: 0 });
  expect(api.posted).toHaveLength(23);
  expect((heap.at(-1) ?? 0) - (heap[4] ?? 0)).toBeLessThan(4);
  // Both broken; of the last 50 changes 12 have come since.
  expect((kept[23] ?? 0) - (kept[11] ?? 0)).toBeLessThan(2000);
  expect(statSync(path).size).toBeLessThan(2 * (kept[23] ?? 0));
  api.close();
  rmSync(folder, { recursive: true });
});

function interruptible() {
  const interruption = new AbortController();
  return { interruption, signal: interruption.signal };
}

function fail(error: Error): never {
  throw error;
}
