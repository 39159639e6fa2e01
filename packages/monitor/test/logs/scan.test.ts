import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyTally, mergeTally, type Tally } from '../../src/logs/counts/tally.js';
import { addCounts, type Counts, noCounts, type Timeline } from '../../src/logs/counts/timeline.js';
import { detectFormat, namedFormat } from '../../src/logs/detect-format.js';
import { runTask } from '../../src/logs/files/scan-task.js';
import { type LogFormat, lineReader } from '../../src/logs/format.js';
import { countedNaively } from './counted.js';
import { LOGS_HOST, LOGS_ORIGIN, NOON, type Request, writers } from './log-lines.js';
import { randomRequests } from './random-requests.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const formatOf = (name: string): LogFormat => {
  const format = namedFormat(name);
  if ('problems' in format) throw new Error(JSON.stringify(format.problems));
  return format;
};

const REQUESTS: readonly Request[] = [
  {
    time: NOON,
    client: '192.0.2.1',
    method: 'OPTIONS',
    host: 'api.example.com',
    target: '/users/7?token=secret',
    status: 405,
    origin: 'https://app.example.com',
  },
  {
    time: NOON + 5,
    client: '192.0.2.1',
    method: 'GET',
    host: 'api.example.com',
    target: '/users/7',
    status: 200,
    origin: '',
  },
];

describe.each(Object.keys(writers))('%s', (name) => {
  const write = writers[name]!;
  const format = formatOf(name);

  test('is parsed, and the query is dropped', () => {
    const [preflight, request] = REQUESTS.map((one) => lineReader(format).read(write(one)));
    expect(preflight).toMatchObject({
      time: NOON,
      client: '192.0.2.1',
      method: 'OPTIONS',
      host: LOGS_HOST(name) ? 'api.example.com' : '',
      path: '/users/7',
      status: 405,
      origin: LOGS_ORIGIN(name) ? 'https://app.example.com' : '',
      isPreflight: true,
    });
    expect(request).toMatchObject({ time: NOON + 5, method: 'GET', status: 200, origin: '' });
  });

  if (format.id !== 'custom')
    test('is detected', () => {
      expect(detectFormat(REQUESTS.map(write))).toMatchObject({ format: { id: name }, certainty: 'sure' });
      const mixed = [...REQUESTS.map(write), 'one', 'two', 'three'];
      expect(detectFormat(mixed)).toMatchObject({ format: { id: name }, certainty: 'unsure' });
    });

  test('is counted like the naive implementation does, for any block size and number of parts', async () => {
    const path = join(folder, `${format.id}.log`);
    await fc.assert(
      fc.asyncProperty(
        randomRequests,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        async (requests, parts, size) => {
          const logged = requests.map((one) => ({ ...one, ...(!LOGS_HOST(name) && { host: '' }) }));
          const text = requests.map((one) => `${write(one)}\n`).join('');
          writeFileSync(path, text);
          const bytes = Buffer.byteLength(text);
          const file = { path, size: bytes, compression: 'none', encoding: 'utf-8', layout: 'lines' } as const;
          const tally = emptyTally();
          for (let part = 0; part < parts; part++) {
            const bound = (n: number) => Math.floor((bytes / parts) * n);
            const task = { format, filter: { window: 30 }, files: [file], from: bound(part), until: bound(part + 1) };
            mergeTally(tally, (await runTask(task, { blockSize: [1024, 1500, 4096, 1 << 20][size]! })).tally);
          }
          expect({ counts: tally.total, groups: groupsOf(tally) }).toEqual(countedNaively(logged, 30));
          expect(sumOf(tally.timeline)).toEqual(tally.total);
          for (const { value } of tally.groups.items.values()) expect(sumOf(value.timeline)).toEqual(value.counts);
          expect(tally.lines).toEqual({ read: requests.length, unreadable: 0, tooLong: 0 });
        },
      ),
      { numRuns: Number(process.env.CORSMITH_RUNS ?? 6) },
    );
  });
});

function sumOf({ buckets }: Timeline): Counts {
  const sum = noCounts();
  for (const counts of buckets.values()) addCounts(sum, counts);
  return sum;
}

const groupsOf = ({ groups }: Tally) =>
  Object.fromEntries([...groups.items].map(([key, { value }]) => [key, value.counts]));
