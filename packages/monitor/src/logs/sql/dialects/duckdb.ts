import { type Dialect, quoted } from '../dialect.js';

/** https://duckdb.org/docs/stable/sql/functions/overview */
export const duckdb: Dialect = {
  id: 'duckdb',
  title: 'DuckDB',
  before: ['athena'],
  files: (paths) =>
    `SELECT line FROM read_csv([${paths.map(quoted).join(', ')}], columns = {'line': 'VARCHAR'}, delim = chr(31), quote = '', escape = '', header = false, auto_detect = false, strict_mode = false, ignore_errors = true)`,
  text: quoted,
  group: (text, pattern) => `regexp_extract(${text}, ${quoted(pattern)}, 1)`,
  replaceAll: (text, pattern, by) =>
    `regexp_replace(${text}, ${quoted(pattern)}, ${quoted(by.replaceAll('$1', '\\1'))}, 'g')`,
  position: (text, part) => `strpos(${text}, ${part})`,
  json: (line, path) => `json_extract_string(CASE WHEN json_valid(${line}) THEN ${line} END, ${quoted(path)})`,
  integer: (text) => `try_cast(${text} AS BIGINT)`,
  decimal: (text) => `try_cast(${text} AS DOUBLE)`,
  toInteger: (number) => `CAST(${number} AS BIGINT)`,
  seconds: (text) => `CAST(epoch(try_cast(${text} AS TIMESTAMP)) AS BIGINT)`,
};
