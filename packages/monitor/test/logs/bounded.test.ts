import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frequentItems, mergeItems, offer } from '../../src/frequent-items.js';
import { countPreflight, emptyTally } from '../../src/logs/counts/tally.js';
import {
  addCounts,
  BUCKET_WIDTHS,
  bucketAt,
  mergeTimeline,
  noCounts,
  timeline,
} from '../../src/logs/counts/timeline.js';
import { lineReader } from '../../src/logs/format.js';
import { combined } from '../../src/logs/formats/combined.js';
import { createBuffers } from '../../src/logs/lines/blocks.js';
import { pendingPreflights } from '../../src/logs/lines/pending.js';
import { createScanner } from '../../src/logs/lines/scanner.js';
import { routeOf } from '../../src/logs/route.js';
import { NOON, writers } from './log-lines.js';

const record = (i: number, rest = {}) => ({
  time: NOON + i,
  client: '192.0.2.1',
  method: 'OPTIONS',
  host: `${i}.example.com`,
  path: `/path-${i}`,
  status: 404,
  origin: `https://${i}.example`,
  isPreflight: true,
  requestedMethod: '',
  ...rest,
});

test('clients that choose hosts, paths and origins can neither fill the memory nor hide frequent ones', () => {
  const tally = emptyTally();
  for (let i = 0; i < 20_000; i++) {
    countPreflight(tally, record(i));
    if (i % 10 === 0) countPreflight(tally, record(i, { path: '/users', host: 'api.example.com' }));
  }
  for (const { items } of [tally.hosts, tally.paths, tally.origins, tally.groups])
    expect(items.size).toBeLessThanOrEqual(1000);
  expect(tally.total.preflights).toBe(22_000);
  const found = tally.hosts.items.get('api.example.com')!.value.preflights;
  expect(found).toBeGreaterThan(2000 - tally.hosts.missed - 1);
  expect(tally.timeline.buckets.size).toBeLessThanOrEqual(500);
});

test('a count is too low by at most `missed`, also after a merge', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), { maxLength: 4 }), (parts) => {
      const whole = frequentItems<{ n: number }>(8);
      const truth = new Map<string, number>();
      for (const part of parts) {
        const sketch = frequentItems<{ n: number }>(8);
        for (const key of part) {
          // Smaller keys are more frequent.
          const name = String(Math.floor(key ** 2 / 30));
          offer(sketch, name, () => ({ n: 0 })).n++;
          truth.set(name, (truth.get(name) ?? 0) + 1);
        }
        mergeItems(whole, sketch, (into, from) => {
          into.n += from.n;
        });
      }
      expect(whole.items.size).toBeLessThanOrEqual(8);
      for (const [name, count] of truth) {
        const counted = whole.items.get(name)?.value.n ?? 0;
        expect(counted).toBeLessThanOrEqual(count);
        expect(counted).toBeGreaterThanOrEqual(count - whole.missed);
      }
    }),
  );
});

test('a timeline has few buckets, loses nothing, and does not depend on the parts it was counted in', () => {
  const times = fc.array(fc.integer({ min: NOON, max: NOON + 40_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(times, fc.nat(60), (all, split) => {
      const counted = (some: readonly number[]) => {
        const line = timeline(20);
        for (const time of some) bucketAt(line, time).preflights++;
        return line;
      };
      const whole = counted(all);
      const merged = counted(all.slice(0, split));
      mergeTimeline(merged, counted(all.slice(split)));
      expect(merged).toEqual(whole);
      expect(whole.buckets.size).toBeLessThanOrEqual(20);
      const sum = noCounts();
      for (const counts of whole.buckets.values()) addCounts(sum, counts);
      expect(sum.preflights).toBe(all.length);
    }),
  );
  for (const [i, width] of BUCKET_WIDTHS.entries()) expect(width % (BUCKET_WIDTHS[i - 1] ?? 1)).toBe(0);
});

test('pending preflights are limited; the oldest beyond the limit count as undecided', () => {
  const outcomes = { unfollowed: 0, undecided: 0 };
  const pending = pendingPreflights(60, (_, outcome) => {
    outcomes[outcome]++;
  });
  for (let i = 0; i < 30_000; i++) {
    const one = record(0, { path: `/${i % 7}` });
    pending.add(one, { ...one, route: one.path }, i);
  }
  expect(pending.size()).toBe(20_000);
  expect(outcomes).toEqual({ undecided: 10_000, unfollowed: 0 });
  pending.expire(NOON + 61);
  expect(pending.size()).toBe(0);
  expect(outcomes).toEqual({ undecided: 10_000, unfollowed: 20_000 });
});

test('fewer pending preflights are kept if their names are long', () => {
  const pending = pendingPreflights(60, () => {});
  for (let i = 0; i < 10_000; i++) {
    const one = record(0, { path: `/${i}/`.padEnd(300, 'x'), client: 'c'.repeat(300), host: 'h'.repeat(300) });
    pending.add(one, { ...one, route: one.path }, i);
  }
  expect(pending.size()).toBe(Math.floor(4_000_000 / 902));
});

test('counts keep no lines in memory', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const buffers = createBuffers();
  const scanner = createScanner(lineReader(combined), { window: 60 }, buffers);
  const heapAfter = (first: number, count: number): number => {
    for (let i = first; i < first + count; i++) {
      const [client, target, origin] = [`2001:db8::1:${i}`, `/a/path/of-its-own-${i}`, `https://app-${i}.example`];
      const line = writers.combined!({ time: NOON, client, method: 'OPTIONS', host: '', target, status: 204, origin });
      const bytes = Buffer.from(`${line} "${'x'.repeat(50_000)}"\n`);
      scanner.scan({ bytes, length: bytes.length }, 'own');
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = heapAfter(0, 300);
  expect(heapAfter(300, 600) - before).toBeLessThan(5e6);
  expect(scanner.finish().total).toMatchObject({ preflights: 900, undecided: 900 });
});

test('a route has no ids and no possible secrets', () => {
  expect(routeOf('/users/17/orders/9')).toBe('/users/:id/orders/:id');
  expect(routeOf('/a/123e4567-e89b-12d3-a456-426614174000/')).toBe('/a/:id/');
  expect(routeOf('/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0')).toBe('/reset/:token');
  expect(routeOf('/v1/users//x')).toBe('/v1/users//x');
});
