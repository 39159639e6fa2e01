import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { dialects, type LogFormat, namedFormat, readLogs, reportQuery } from '../../src/logs/index.js';
import { duckdb } from '../../src/logs/sql/duckdb.js';
import { writers } from './log-lines.js';
import { randomRequests } from './random-requests.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-sql-'));
const database = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await database.connect();
afterAll(() => {
  connection.closeSync();
  database.closeSync();
  rmSync(folder, { recursive: true });
});

/** What the query gives, in the report's words. */
async function queried(format: LogFormat, path: string) {
  const reader = await connection.runAndReadAll(reportQuery(duckdb, format, { files: [path] }, { window: 30 }));
  const rows = reader.getRowObjects().map((row) => {
    const numbers = ['status', 'at', 'preflights', 'refused', 'unfollowed', 'undecided', 'first', 'last'];
    return { ...row, ...Object.fromEntries(numbers.map((name) => [name, Number(row[name])])) } as unknown as Row;
  });
  const part = (name: string) => rows.filter((row) => row.part === name);
  const ranking = (name: string) => part(name).map(({ name, ...row }) => ({ name, ...countsOf(row as Row) }));
  return {
    total: countsOf(part('total')[0]!),
    statuses: part('status').map((row) => ({ status: row.status, ...countsOf(row) })),
    hosts: ranking('host'),
    paths: ranking('path'),
    origins: ranking('origin'),
    timeline: part('time')
      .map((row) => ({ at: iso(row.at), ...countsOf(row) }))
      .sort(byTime),
    groups: part('group')
      .map((row) => `${row.status} ${row.host} ${row.name} ${iso(row.first)} ${iso(row.last)} ${row.preflights}`)
      .sort(),
  };
}

interface Row {
  readonly part: string;
  readonly host: string;
  readonly name: string;
  readonly status: number;
  readonly at: number;
  readonly preflights: number;
  readonly refused: number;
  readonly unfollowed: number;
  readonly undecided: number;
  readonly first: number;
  readonly last: number;
}

const iso = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
const countsOf = ({ preflights, refused, unfollowed, undecided }: Row) => ({
  preflights,
  refused,
  unfollowed,
  undecided,
});
const byTime = (a: { at: string }, b: { at: string }) => (a.at < b.at ? -1 : 1);

async function read(format: LogFormat, path: string) {
  const { total, statuses, hosts, paths, origins, timeline } = await readLogs([path], {
    format,
    wanted: { window: 30 },
    threads: 1,
  });
  const { refusedShare: _, ...counts } = total;
  return {
    total: counts,
    statuses,
    hosts: hosts.items,
    paths: paths.items,
    origins: origins.items,
    timeline: timeline.buckets,
  };
}

test.each(Object.keys(writers))('DuckDB counts the same in %s', async (name) => {
  const format = namedFormat(name) as LogFormat;
  const path = join(folder, `${format.id}.log`);
  await fc.assert(
    fc.asyncProperty(randomRequests, async (requests) => {
      const lines = requests.map(writers[name]!);
      writeFileSync(path, [...lines.slice(0, 3), 'a broken line', '{"a":', ...lines.slice(3), ''].join('\n'));
      const { groups: _, ...fromQuery } = await queried(format, path);
      expect(fromQuery).toEqual(await read(format, path));
    }),
    { numRuns: Number(process.env.CORSMITH_RUNS ?? 3) },
  );
});

test('every engine gets a query for every format', () => {
  for (const name of Object.keys(writers))
    for (const dialect of dialects) {
      const query = reportQuery(
        dialect,
        namedFormat(name) as LogFormat,
        { table: 'web.logs' },
        { window: 60, path: "/o'brien" },
      );
      expect(query).toContain('FROM web.logs');
      expect(query).toMatch(/'\/o(?:''|\\')brien'/);
      expect(query).not.toContain('undefined');
    }
});
