import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { MOST_RUNS } from '../src/watch/past.js';
import { intervalAt } from '../src/watch/schedule.js';
import { watch, watchOnce } from '../src/watch/watch.js';
import { reportOf, type Watched, watched } from './watched.js';

const MINUTE = 60_000;

/** Watches for that time. */
async function watchFor(ms: number, { attendance, clock, interruption }: Watched, intervalMs = MINUTE): Promise<void> {
  const watching = watch({ ...attendance, intervalMs });
  await clock.pass(ms);
  interruption.abort();
  await watching;
}

test('each check runs at once and then once per interval', async () => {
  const scene = watched({ count: 20 });
  await watchFor(60 * MINUTE, scene);
  for (const { id } of scene.attendance.checks) {
    const [first, ...later] = scene.runs.filter((run) => run.id === id).map(({ at }) => intervalAt(id, at, MINUTE));
    expect(later).toEqual(later.map((_, i) => (first ?? 0) + i + 1));
    expect(later.length).toBeGreaterThanOrEqual(59);
  }
});

test('a day leaves no more behind than an hour, and no check drifts', { timeout: 60_000 }, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const hours: number[] = [];
  const scene = watched({
    count: 2,
    answer: (_, at) => reportOf(Math.floor(at / (7 * MINUTE)) % 3 === 0 ? 'broken' : 'holds'),
  });
  const watching = watch({ ...scene.attendance, intervalMs: MINUTE });
  const counts = new Map<string, number>();
  for (let hour = 0; hour < 24; hour++) {
    await scene.clock.pass(60 * MINUTE);
    for (const { id, at } of scene.runs.splice(0)) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      expect(scene.clock.now() - at).toBeLessThan(62 * MINUTE);
    }
    scene.alerts.length = 0;
    // Two hours fill the history.
    if (hour % 7 === 2) hours.push(used());
  }
  scene.interruption.abort();
  await watching;
  for (const count of counts.values()) expect(Math.abs(count - 24 * 60)).toBeLessThanOrEqual(2);
  for (const { history, past } of await scene.store.states()) {
    expect(history.length).toBeLessThanOrEqual(50);
    expect(past.at.length).toBe(MOST_RUNS);
  }
  expect(hours.at(-1)! - hours[0]!).toBeLessThan(2 * 1024 * 1024);
});

test('what does not answer is left alone for longer and longer', async () => {
  const scene = watched({ answer: () => reportOf('unreachable') });
  await watchFor(60 * MINUTE, scene);
  const intervals = scene.runs.map(({ id, at }) => intervalAt(id, at, MINUTE));
  expect(intervals.slice(1).map((interval, i) => interval - intervals[i]!)).toEqual(
    [1, 2, 4, 8, 8, 8, 8, 8, 8].slice(0, intervals.length - 1),
  );
  expect(scene.alerts.map(({ status }) => status)).toEqual(['unreachable']);
});

test('alerts tell what changed, once', async () => {
  const turns = ['holds', 'broken', 'broken', 'holds', 'holds'] as const;
  let run = 0;
  const scene = watched({ answer: () => reportOf(turns[run++] ?? 'holds') });
  await watchFor(10 * MINUTE, scene);
  expect(scene.alerts).toMatchObject([
    {
      status: 'broken',
      before: 'holds',
      endpoint: 'endpoint 0',
      summary: 'CORS of endpoint 0 is broken: 1 of 2 expectations do not hold.',
      check: "corsmith test --filter 'GET endpoint from https://app.test'",
    },
    { status: 'holds', before: 'broken', problems: [] },
  ]);
});

test('another fault is told, the same one is not', async () => {
  const symptoms = ['broken: blocked A', 'broken: blocked A', 'broken: not-denied', 'broken: not-denied'];
  let run = 0;
  const scene = watched({ answer: () => reportOf('broken', symptoms[run++] ?? 'broken: not-denied') });
  await watchFor(6 * MINUTE, scene);
  expect(scene.alerts.map(({ before, symptom }) => [before, symptom])).toEqual([
    ['holds', 'broken: blocked A'],
    ['broken: blocked A', 'broken: not-denied'],
  ]);
});

test('a channel that is down for a while is told later, and one that is gone is given up', async () => {
  let attempts = 0;
  const late = watched({
    answer: () => reportOf('broken'),
    take: () => (++attempts <= 6 ? { kind: 'failed', message: 'ECONNREFUSED' } : { kind: 'taken' }),
  });
  await watchFor(10 * MINUTE, late);
  expect({ attempts, told: late.alerts.length }).toEqual({ attempts: 7, told: 1 });

  let tries = 0;
  const gone = watched({
    answer: () => reportOf('broken'),
    take: () => {
      tries++;
      return { kind: 'failed', message: 'It answers 500.' };
    },
  });
  await watchFor(60 * MINUTE, gone);
  expect({ tries, failed: gone.attendance.notifier.counts.webhook.failed }).toEqual({ tries: 20, failed: 1 });

  const refusing = watched({
    answer: () => reportOf('broken'),
    take: () => ({ kind: 'refused', message: 'It answers 404.' }),
  });
  await watchFor(60 * MINUTE, refusing);
  expect(refusing.troubles).toEqual(['The webhook did not take the alert for endpoint 0: It answers 404.']);
});

test('what changes back before it could be told is not told', async () => {
  let run = 0;
  const scene = watched({
    answer: () => reportOf(run++ === 0 ? 'broken' : 'holds'),
    take: () => ({ kind: 'failed', message: 'down' }),
  });
  await watchFor(10 * MINUTE, scene);
  expect(scene.alerts).toEqual([]);
  expect(await scene.store.told('id-0', 'webhook')).toMatchObject({ symptom: 'holds' });
});

test('a restart tells nothing twice, and what it had not told yet', async () => {
  const first = watched({ answer: () => reportOf('broken') });
  await watchOnce(first.attendance);
  const second = watched({ store: first.store, answer: () => reportOf('broken') });
  await watchOnce(second.attendance);
  expect([first.alerts.length, second.alerts.length]).toEqual([1, 0]);

  const stopped = watched({ answer: () => reportOf('broken'), channels: [] });
  await watchOnce(stopped.attendance);
  const restarted = watched({ store: stopped.store, answer: () => reportOf('broken') });
  await watchOnce(restarted.attendance);
  expect(restarted.alerts).toMatchObject([{ status: 'broken' }]);
});
