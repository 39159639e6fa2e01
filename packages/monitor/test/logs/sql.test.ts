import { expect, test } from 'vitest';
import { dialects, type LogFormat, namedFormat, reportQuery } from '../../src/logs/index.js';
import { cri } from '../../src/logs/wrappers/cri.js';
import { docker } from '../../src/logs/wrappers/docker.js';
import { writers } from './log-lines.js';

test('there is a query for every engine and format', () => {
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

test('the query removes wrappers', () => {
  const format = { ...(namedFormat('combined') as LogFormat), wrappers: [docker, cri] };
  for (const dialect of dialects) {
    const query = reportQuery(dialect, format, { table: 'web.logs' }, { window: 60 });
    expect(query).toMatch(
      /SELECT .*stdout.* AS line FROM \(SELECT coalesce\(.*\$\.log.* AS line FROM \(SELECT line FROM web.logs/s,
    );
    expect(query).not.toContain('(?<');
  }
});

/** The reserved words of BigQuery and Athena, as far as a column might have such a name. */
const RESERVED = new Set(
  'all any array as asc at between by case cast collate column constraint contains create cross cube current date default define delete desc describe distinct drop else end enum escape except exclude execute exists extract false fetch first following for from full group grouping groups hash having if in inner insert intersect interval into is join last lateral left like limit lookup merge natural new no not null nulls of on or order outer over partition preceding prepare proto qualify range recursive respect right rollup rows select set some struct table tablesample then timestamp to treat true unbounded union unnest using values when where window with within'.split(
    ' ',
  ),
);

test('no column or table name is a reserved word', () => {
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
