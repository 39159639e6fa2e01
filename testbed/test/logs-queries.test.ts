import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dialects, fieldsOf, type LogFormat, namedFormat, reportQuery } from '@corsmith/monitor/logs';
import { DuckDBInstance } from '@duckdb/node-api';
import { init, parse } from '@guanmingchiu/sqlparser-ts';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Request as LoggedRequest, writers } from '../../packages/monitor/test/logs/log-lines.js';
import { comparedReport, reportOfRows, WINDOW } from '../../packages/monitor/test/logs/query-report.js';
import { randomRequests } from '../../packages/monitor/test/logs/random-requests.js';
import { slice } from '../src/slice.js';

const dialect = (id: string) => dialects.find((one) => one.id === id)!;
const [athena, bigquery] = [dialect('athena'), dialect('bigquery')];
const [clickhouse, duckdb] = [dialect('clickhouse'), dialect('duckdb')];

const folder = mkdtempSync(join(tmpdir(), 'corsmith-queries-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** ClickHouse as a library, which is not made for every platform. */
const engine = await import('chdb').catch((error: Error) => {
  if (process.env.CI === 'true') throw error;
  console.warn(`Tests are skipped: ClickHouse can't be loaded here (${error.message})`);
});

const formats = Object.keys(writers).map((name) => [name, namedFormat(name) as LogFormat] as const);

/** One of each kind of query: ClickHouse takes seconds to plan one. */
const differing = [
  ...new Map(
    formats.map((one) => [`${one[1].shape.kind} ${[...fieldsOf(one[1].shape)].sort().join(' ')}`, one]).reverse() as [
      string,
      (typeof formats)[number],
    ][],
  ).values(),
];

/** A log of these requests, with lines that are none. */
function written(name: string, format: LogFormat, requests: readonly LoggedRequest[]): string {
  const path = join(folder, `${format.id}.log`);
  const lines = requests.map(writers[name]!);
  writeFileSync(path, [...lines.slice(0, 3), 'a broken line', '{"a":', ...lines.slice(3), ''].join('\n'));
  return path;
}

describe('DuckDB counts the same', async () => {
  const database = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await database.connect();
  afterAll(() => {
    connection.closeSync();
    database.closeSync();
  });

  test.each(slice(formats, 12))('in %s', async (name, format) => {
    await fc.assert(
      fc.asyncProperty(randomRequests, async (requests) => {
        const path = written(name, format, requests);
        const query = reportQuery(duckdb, format, { files: [path] }, { window: WINDOW });
        const rows = (await connection.runAndReadAll(query)).getRowObjects();
        expect(reportOfRows(rows)).toEqual(await comparedReport(format, path));
      }),
      { numRuns: Number(process.env.CORSMITH_RUNS ?? 3) },
    );
  });
});

describe.runIf(engine)('ClickHouse counts the same', () => {
  test.each(slice(differing, 3))('in %s', async (name, format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomRequests, { minLength: 4, maxLength: 8 }), async (hours) => {
        const requests = hours.flatMap((some, hour) => some.map((one) => ({ ...one, time: one.time + hour * 3600 })));
        const path = written(name, format, requests);
        const query = reportQuery(clickhouse, format, { files: [path] }, { window: WINDOW });
        const rows = engine!.query(query, 'JSONEachRow').trim().split('\n');
        expect(reportOfRows(rows.map((row) => JSON.parse(row)))).toEqual(await comparedReport(format, path));
      }),
      { numRuns: Number(process.env.CORSMITH_RUNS ?? 1) },
    );
  });
});

const EVERYTHING = { window: 60, since: 1, until: 5e9, host: 'api.example.com', path: "/o'brien/*" };
const LINES = { table: 'web.access_log' };

test.each(formats)("Athena's query is in the grammar of Trino: %s", (_, format) => {
  expect(new TrinoSQL().validate(reportQuery(athena, format, LINES, EVERYTHING))).toEqual([]);
});

test.each(formats)("BigQuery's query is in its grammar: %s", async (_, format) => {
  await init();
  expect(parse(reportQuery(bigquery, format, LINES, EVERYTHING), 'bigquery')).toHaveLength(1);
});
