import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { memoryStore } from '../src/watch/memory-store.js';
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

test('nothing is given up: an alert is delivered as soon as its receiver takes it, and a reason is reported once', async () => {
  let attempts = 0;
  const late = watched({
    report: () => reportOf('broken'),
    deliver: () => (++attempts <= 6 ? { kind: 'failed', message: 'ECONNREFUSED' } : { kind: 'delivered' }),
  });
  await watchFor(10 * MINUTE, late);
  expect({ attempts, delivered: late.alerts.length, problems: late.problems }).toEqual({
    attempts: 7,
    delivered: 1,
    problems: ['Could not deliver the webhook alert for endpoint 0: ECONNREFUSED'],
  });

  // A wrong URL that somebody corrects after an hour, at the receiver.
  let isRight = false;
  const corrected = watched({
    report: () => reportOf('broken'),
    deliver: () => (isRight ? { kind: 'delivered' } : { kind: 'rejected', message: 'The response status is 404.' }),
  });
  const watching = watch({ ...corrected.context, intervalMs: MINUTE });
  await corrected.clock.pass(60 * MINUTE);
  expect(corrected.context.notifier.problems()).toEqual([
    'Could not deliver the webhook alert for endpoint 0: The response status is 404.',
  ]);
  isRight = true;
  await corrected.clock.pass(6 * MINUTE);
  corrected.interruption.abort();
  await watching;
  expect(corrected.alerts).toMatchObject([{ event: 'opened', status: 'broken' }]);
  expect(corrected.context.notifier.problems()).toEqual([]);
});

test('a receiver that says when to retry is not disturbed before', async () => {
  const at: number[] = [];
  const scene = watched({
    report: () => reportOf('broken'),
    deliver: (_, now) => {
      at.push(now);
      return at.length > 1 ? { kind: 'delivered' } : { kind: 'failed', message: '429', retryAfterMs: 90_000 };
    },
  });
  await watchFor(10 * MINUTE, scene);
  expect(at).toHaveLength(2);
  expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(90_000);
});

test('a change that is reverted before it could be delivered is not sent', async () => {
  let run = 0;
  const scene = watched({
    report: () => reportOf(run++ === 0 ? 'broken' : 'holds'),
    deliver: () => (run < 4 ? { kind: 'failed', message: 'down' } : { kind: 'delivered' }),
  });
  await watchFor(10 * MINUTE, scene);
  expect(scene.alerts).toEqual([]);
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

test('an outage that was not delivered does not silence the next ones', async () => {
  const store = memoryStore();
  const once = async (status: 'holds' | 'broken', kind: 'delivered' | 'rejected') => {
    const scene = watched({ store, report: () => reportOf(status), deliver: () => ({ kind, message: '404' }) });
    await watchOnce(scene.context);
    return scene.alerts.map(({ event }) => event);
  };
  expect(await once('broken', 'rejected')).toEqual([]);
  expect(await once('holds', 'delivered')).toEqual([]);
  expect(await once('broken', 'delivered')).toEqual(['opened']);
  expect(await once('holds', 'delivered')).toEqual(['closed']);
  expect(await once('broken', 'delivered')).toEqual(['opened']);
});

test('a receiver whose URL is new hears of what is still broken', async () => {
  const first = watched({ report: () => reportOf('broken') });
  await watchOnce(first.context);
  const channels = [{ form: 'webhook', url: 'https://alerts.test/corrected' }] as const;
  const second = watched({ store: first.store, channels, report: () => reportOf('broken') });
  await watchOnce(second.context);
  expect(second.alerts).toMatchObject([{ event: 'opened', incident: first.alerts[0]?.incident }]);
});

test('if the watch ends during a delivery, the receiver hears how it went on', async () => {
  const first: Watched = watched({
    report: () => reportOf('broken'),
    deliver: () => {
      first.interruption.abort();
      return { kind: 'unknown', message: 'aborted' };
    },
  });
  await watchOnce(first.context);
  const second = watched({ store: first.store });
  await watchOnce(second.context);
  expect(second.alerts).toMatchObject([{ event: 'closed', status: 'holds', before: 'broken' }]);
});

test('an endpoint that leaves the contract while it is broken is closed', async () => {
  const first = watched({ count: 2, report: () => reportOf('broken') });
  await watchOnce(first.context);
  const second = watched({ store: first.store, count: 1, report: () => reportOf('broken') });
  await watchOnce(second.context);
  expect(second.alerts).toMatchObject([
    { event: 'removed', endpoint: 'endpoint 1', summary: 'endpoint 1 is no longer in the contract.' },
  ]);
  expect(second.alerts[0]?.incident).toBe(first.alerts[1]?.incident);
});

test('1,000 endpoints that break at once are one message, and so are those that are fixed', {
  timeout: 120_000,
}, async () => {
  let status: 'holds' | 'broken' = 'holds';
  const scene = watched({ count: 1000, report: () => reportOf(status) });
  const watching = watch({ ...scene.context, intervalMs: MINUTE });
  await scene.clock.pass(3 * MINUTE);
  status = 'broken';
  await scene.clock.pass(2 * MINUTE);
  status = 'holds';
  await scene.clock.pass(3 * MINUTE);
  scene.interruption.abort();
  await watching;
  expect(scene.messages.map(({ summary, alerts }) => [summary, alerts.length])).toEqual([
    ['CORS of 1000 endpoints changed: 1000 broken.', 1000],
    ['CORS of 1000 endpoints changed: 1000 fixed.', 1000],
  ]);
});

test('an endpoint that keeps changing is reported as such, once, and again when it is stable', async () => {
  let run = 0;
  const scene = watched({ report: () => reportOf(run++ < 60 && run % 2 === 0 ? 'broken' : 'holds') });
  await watchFor(120 * MINUTE, scene);
  expect(scene.alerts.map(({ event }) => event)).toEqual([
    ...['opened', 'closed', 'opened', 'closed', 'opened'],
    'flapping',
    'closed',
  ]);
  expect(scene.alerts.at(-2)?.summary).toContain('keeps changing');
});
