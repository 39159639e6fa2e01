import type { Dialect } from '../dialect.js';

/** Backslashes must be escaped too. */
const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-all */
export const bigquery: Dialect = {
  id: 'bigquery',
  title: 'BigQuery',
  text: quoted,
  group: (text, pattern) => `REGEXP_EXTRACT(${text}, ${quoted(pattern)})`,
  replaceAll: (text, pattern, by) =>
    `REGEXP_REPLACE(${text}, ${quoted(pattern)}, ${quoted(by.replaceAll('$1', '\\1'))})`,
  position: (text, part) => `STRPOS(${text}, ${part})`,
  json: (line, path) => `JSON_VALUE(${line}, ${quoted(path)})`,
  integer: (text) => `SAFE_CAST(${text} AS INT64)`,
  decimal: (text) => `SAFE_CAST(${text} AS FLOAT64)`,
  toInteger: (number) => `CAST(${number} AS INT64)`,
  seconds: (text) => `UNIX_SECONDS(SAFE_CAST(${text} AS TIMESTAMP))`,
};
