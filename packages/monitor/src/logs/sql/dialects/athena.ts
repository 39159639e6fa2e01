import { type Dialect, quoted } from '../dialect.js';

/** Trino's functions: https://trino.io/docs/current/functions.html */
export const athena: Dialect = {
  id: 'athena',
  title: 'Amazon Athena',
  before: ['bigquery'],
  text: quoted,
  group: (text, pattern) => `regexp_extract(${text}, ${quoted(pattern)}, 1)`,
  replaceAll: (text, pattern, by) => `regexp_replace(${text}, ${quoted(pattern)}, ${quoted(by)})`,
  position: (text, part) => `strpos(${text}, ${part})`,
  json: (line, path) => `json_extract_scalar(${line}, ${quoted(path)})`,
  integer: (text) => `try_cast(${text} AS bigint)`,
  decimal: (text) => `try_cast(${text} AS double)`,
  toInteger: (number) => `CAST(${number} AS bigint)`,
  seconds: (text) => `CAST(to_unixtime(with_timezone(try_cast(${text} AS timestamp), 'UTC')) AS bigint)`,
};
