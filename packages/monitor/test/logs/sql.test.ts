import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { dialects, type LogFormat, namedFormat, reportQuery } from '../../src/logs/index.js';
import { duckdb } from '../../src/logs/sql/duckdb.js';
import { writers } from './log-lines.js';
import { comparedReport, reportOfRows, WINDOW } from './query-report.js';
import { randomRequests } from './random-requests.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-sql-'));
const database = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await database.connect();
afterAll(() => {
  connection.closeSync();
  database.closeSync();
  rmSync(folder, { recursive: true });
});

test.each(Object.keys(writers))('DuckDB counts the same in %s', async (name) => {
  const format = namedFormat(name) as LogFormat;
  const path = join(folder, `${format.id}.log`);
  await fc.assert(
    fc.asyncProperty(randomRequests, async (requests) => {
      const lines = requests.map(writers[name]!);
      writeFileSync(path, [...lines.slice(0, 3), 'a broken line', '{"a":', ...lines.slice(3), ''].join('\n'));
      const query = reportQuery(duckdb, format, { files: [path] }, { window: WINDOW });
      const rows = (await connection.runAndReadAll(query)).getRowObjects();
      expect(reportOfRows(rows)).toEqual(await comparedReport(format, path));
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

/** As the manuals of BigQuery and Athena have them, as far as a column might be called so. */
const RESERVED = new Set(
  'all any array as asc at between by case cast collate column constraint contains create cross cube current date default define delete desc describe distinct drop else end enum escape except exclude execute exists extract false fetch first following for from full group grouping groups hash having if in inner insert intersect interval into is join last lateral left like limit lookup merge natural new no not null nulls of on or order outer over partition preceding prepare proto qualify range recursive respect right rollup rows select set some struct table tablesample then timestamp to treat true unbounded union unnest using values when where window with within'.split(
    ' ',
  ),
);

test('no column and no table is called as a word that an engine keeps for itself', () => {
  for (const dialect of dialects) {
    const query = reportQuery(dialect, namedFormat('combined') as LogFormat, { table: 'web.logs' }, { window: 60 });
    const names = [...query.matchAll(/\bAS (\w+)(?!\w|\()|^(\w+) AS \(|\bFROM (\w+)|\bJOIN (\w+)/gm)].map(
      ([, ...names]) => names.find((name) => name !== undefined)!,
    );
    expect(names.length).toBeGreaterThan(30);
    const types = /^(?:bigint|int64|double|float64|timestamp)$/i;
    expect(names.filter((name) => RESERVED.has(name.toLowerCase()) && !types.test(name))).toEqual([]);
  }
});
