import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { MAX_RUNS } from '../src/watch/past.js';
import { intervalAt } from '../src/watch/schedule.js';
import { watch, watchOnce } from '../src/watch/watch.js';
import { reportOf, type Watched, watched } from './watched.js';

const MINUTE = 60_000;

/** Watches for that time. */
async function watchFor(ms: number, { context, clock, interruption }: Watched, intervalMs = MINUTE): Promise<void> {
  const watching = watch({ ...context, intervalMs });
  await clock.pass(ms);
  interruption.abort();
  await watching;
}

test('each check runs at once and then once per interval', async () => {
  const scene = watched({ count: 20 });
  await watchFor(60 * MINUTE, scene);
  for (const { id } of scene.context.checks) {
    const [first, ...later] = scene.runs.filter((run) => run.id === id).map(({ at }) => intervalAt(id, at, MINUTE));
    expect(later).toEqual(later.map((_, i) => (first ?? 0) + i + 1));
    expect(later.length).toBeGreaterThanOrEqual(59);
  }
});

test('a day takes no more memory than an hour, and no check drifts', { timeout: 60_000 }, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const hours: number[] = [];
  const scene = watched({
    count: 2,
    report: (_, at) => reportOf(Math.floor(at / (7 * MINUTE)) % 3 === 0 ? 'broken' : 'holds'),
  });
  const watching = watch({ ...scene.context, intervalMs: MINUTE });
  const counts = new Map<string, number>();
  for (let hour = 0; hour < 24; hour++) {
    await scene.clock.pass(60 * MINUTE);
    for (const { id, at } of scene.runs.splice(0)) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      expect(scene.clock.now() - at).toBeLessThan(62 * MINUTE);
    }
    scene.alerts.length = 0;
    // The history is full after two hours.
    if (hour % 7 === 2) hours.push(used());
  }
  scene.interruption.abort();
  await watching;
  for (const count of counts.values()) expect(Math.abs(count - 24 * 60)).toBeLessThanOrEqual(2);
  for (const { history, past } of await scene.store.states()) {
    expect(history.length).toBeLessThanOrEqual(50);
    expect(past.at.length).toBe(MAX_RUNS);
  }
  expect(hours.at(-1)! - hours[0]!).toBeLessThan(2 * 1024 * 1024);
});

test('an unreachable endpoint is checked less and less often', async () => {
  const scene = watched({ report: () => reportOf('unreachable') });
  await watchFor(60 * MINUTE, scene);
  const intervals = scene.runs.map(({ id, at }) => intervalAt(id, at, MINUTE));
  expect(intervals.slice(1).map((interval, i) => interval - intervals[i]!)).toEqual(
    [1, 2, 4, 8, 8, 8, 8, 8, 8].slice(0, intervals.length - 1),
  );
  expect(scene.alerts.map(({ status }) => status)).toEqual(['unreachable']);
});

test('an alert is sent once per change', async () => {
  const statuses = ['holds', 'broken', 'broken', 'holds', 'holds'] as const;
  let run = 0;
  const scene = watched({ report: () => reportOf(statuses[run++] ?? 'holds') });
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

test('a new problem is reported, the same one is not reported again', async () => {
  const symptoms = ['broken: blocked A', 'broken: blocked A', 'broken: not-denied', 'broken: not-denied'];
  let run = 0;
  const scene = watched({ report: () => reportOf('broken', symptoms[run++] ?? 'broken: not-denied') });
  await watchFor(6 * MINUTE, scene);
  expect(scene.alerts.map(({ before, symptom }) => [before, symptom])).toEqual([
    ['holds', 'broken: blocked A'],
    ['broken: blocked A', 'broken: not-denied'],
  ]);
});

test('an alert is delivered later if the channel is down for a while, and given up in the end', async () => {
  let attempts = 0;
  const late = watched({
    report: () => reportOf('broken'),
    deliver: () => (++attempts <= 6 ? { kind: 'failed', message: 'ECONNREFUSED' } : { kind: 'delivered' }),
  });
  await watchFor(10 * MINUTE, late);
  expect({ attempts, delivered: late.alerts.length }).toEqual({ attempts: 7, delivered: 1 });

  let tries = 0;
  const gone = watched({
    report: () => reportOf('broken'),
    deliver: () => {
      tries++;
      return { kind: 'failed', message: 'The response status is 500.' };
    },
  });
  await watchFor(60 * MINUTE, gone);
  expect({ tries, failed: gone.context.notifier.counts.webhook.failed }).toEqual({ tries: 20, failed: 1 });

  const refusing = watched({
    report: () => reportOf('broken'),
    deliver: () => ({ kind: 'rejected', message: 'The response status is 404.' }),
  });
  await watchFor(60 * MINUTE, refusing);
  expect(refusing.problems).toEqual([
    'Could not deliver the webhook alert for endpoint 0: The response status is 404.',
  ]);
});

test('a change that is reverted before it could be delivered is not sent', async () => {
  let run = 0;
  const scene = watched({
    report: () => reportOf(run++ === 0 ? 'broken' : 'holds'),
    deliver: () => ({ kind: 'failed', message: 'down' }),
  });
  await watchFor(10 * MINUTE, scene);
  expect(scene.alerts).toEqual([]);
  expect(await scene.store.notified('id-0', 'webhook')).toMatchObject({ symptom: 'holds' });
});

test('a restart repeats no alert, and sends those not sent yet', async () => {
  const first = watched({ report: () => reportOf('broken') });
  await watchOnce(first.context);
  const second = watched({ store: first.store, report: () => reportOf('broken') });
  await watchOnce(second.context);
  expect([first.alerts.length, second.alerts.length]).toEqual([1, 0]);

  const stopped = watched({ report: () => reportOf('broken'), channels: [] });
  await watchOnce(stopped.context);
  const restarted = watched({ store: stopped.store, report: () => reportOf('broken') });
  await watchOnce(restarted.context);
  expect(restarted.alerts).toMatchObject([{ status: 'broken' }]);
});
