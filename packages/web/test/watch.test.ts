import type { CheckState } from '@corsmith/monitor/pure';
import { expect, test, vi } from 'vitest';
import type { WatchUpdate } from '../src/watch/follow.js';
import { changesOf, type Known, matrixOf, NOTHING, withUpdate } from '../src/watch/known.js';
import { paced } from '../src/watch/paced.js';

const policy = { origins: ['https://a.test'] };
const checks = ['users', 'orders'].map((name) => ({ id: name, name, url: `https://api.test/${name}`, policy }));
const order = { text: '', environment: '', interval: '1s' };
const watch = { isOn: true, order, since: 0, checks };

function stateOf(id: string, origins: readonly string[], changes: readonly number[]): CheckState {
  const cells = origins.map((origin) => ({ origin, expected: 'allowed', status: 'holds' }) as const);
  const report = {
    ...{ cells, symptom: 'holds', signature: 'holds', problems: [], drift: [], durationMs: 1 },
    counts: { holds: 1, broken: 0, unreachable: 0 },
  };
  return {
    ...{
      id,
      name: id,
      url: '',
      status: 'holds',
      symptom: 'holds',
      signature: 'holds',
      since: 0,
      lastRun: 0,
      failures: 0,
    },
    ...{ report, changes: changes.length, runs: report.counts, past: { at: [], statuses: '', origins: {} } },
    history: changes.map((at) => ({ at, status: 'holds', symptom: 'holds' })),
  };
}

const after = (...update: readonly WatchUpdate[]): Known => update.reduce(withUpdate, NOTHING);

test('updates become a table of all endpoints and origins', () => {
  const known = after(
    { watch },
    { run: { id: 'users', done: 1, of: 3 } },
    { run: { id: 'orders', done: 0, of: 2 } },
    { state: stateOf('orders', ['https://b.test', 'https://a.test'], [1]) },
  );
  const { origins, rows } = matrixOf(known);
  expect(origins).toEqual(['https://b.test', 'https://a.test']);
  expect(rows.map(({ name, run, state }) => [name, run?.done, state?.status])).toEqual([
    ['users', 1, undefined],
    ['orders', undefined, 'holds'],
  ]);
});

test('the changes of all endpoints are listed, the latest first, up to a limit', () => {
  const many = Array.from({ length: 50 }, (_, at) => 2 * at);
  const known = after(
    { watch },
    { state: stateOf('users', [], many) },
    {
      state: stateOf(
        'orders',
        [],
        many.map((at) => at + 1),
      ),
    },
  );
  const changes = changesOf(matrixOf(known).rows);
  expect(changes).toHaveLength(50);
  expect(changes.slice(0, 2).map(({ at, name }) => [at, name])).toEqual([
    [99, 'orders'],
    [98, 'users'],
  ]);
});

test('a stopped watch has no runs in progress, and a new one shows only its own endpoints', () => {
  const ended = withUpdate(after({ watch }, { run: { id: 'users', done: 1, of: 3 } }), {
    watch: { ...watch, isOn: false },
  });
  expect(matrixOf(ended).rows[0]).not.toHaveProperty('run');
  const fewer = withUpdate(withUpdate(ended, { state: stateOf('orders', ['https://a.test'], [1]) }), {
    watch: { ...watch, checks: checks.slice(0, 1) },
  });
  expect(matrixOf(fewer)).toMatchObject({ origins: [], rows: [{ name: 'users' }] });
  expect(withUpdate(fewer, { watch: null })).toEqual(NOTHING);
});

test('rendering takes at most a fifth of the time, however often it is requested, and the last state is rendered', async () => {
  vi.useFakeTimers();
  try {
    let value = 0;
    const drawn: number[] = [];
    const draw = paced(async () => {
      drawn.push(value);
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    for (value = 1; value <= 1000; value++) {
      draw();
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(drawn[0]).toBe(1);
    expect(drawn.at(-1)).toBe(1000);
    expect(drawn.length).toBeLessThanOrEqual(1 + Math.ceil(1000 / 250));
  } finally {
    vi.useRealTimers();
  }
});
