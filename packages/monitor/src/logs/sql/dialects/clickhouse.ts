import type { Dialect } from '../dialect.js';

/** Backslashes must be escaped too. */
const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** https://clickhouse.com/docs/sql-reference/functions */
export const clickhouse: Dialect = {
  id: 'clickhouse',
  title: 'ClickHouse',
  files: (paths) => {
    const all = paths.join(',');
    return `SELECT line FROM file(${quoted(paths.length === 1 ? all : `{${all}}`)}, 'LineAsString', 'line String')`;
  },
  text: quoted,
  group: (text, pattern) => `extract(${text}, ${quoted(pattern)})`,
  replaceAll: (text, pattern, by) =>
    `replaceRegexpAll(${text}, ${quoted(pattern)}, ${quoted(by.replaceAll('$1', '\\1'))})`,
  position: (text, part) => `position(${text}, ${part})`,
  // JSON_VALUE gives the text null for a null.
  json: (line, path) =>
    `CASE WHEN JSON_QUERY(${line}, ${quoted(path)}) = '[null]' THEN '' ELSE JSON_VALUE(${line}, ${quoted(path)}) END`,
  integer: (text) => `toInt64OrNull(${text})`,
  decimal: (text) => `toFloat64OrNull(${text})`,
  toInteger: (number) => `toInt64(${number})`,
  seconds: (text) => `toInt64(toUnixTimestamp(parseDateTimeBestEffortOrNull(${text}, 'UTC')))`,
};
