/** What the engines write each in their own way. Every function takes and gives expressions of SQL. */
export interface Dialect {
  readonly id: DialectId;
  readonly title: string;
  /** The lines of these files, as rows with one column `line`; absent where the engine reads none. */
  readonly files?: (paths: readonly string[]) => string;
  readonly text: (value: string) => string;
  /** What the first group of the pattern matches; null or empty where it does not. */
  readonly group: (text: string, pattern: string) => string;
  /** Every match replaced; `by` has `$1` for the first group. */
  readonly replaceAll: (text: string, pattern: string, by: string) => string;
  /** The place of one text in another, from 1. */
  readonly position: (text: string, part: string) => string;
  /** The value at a path such as `$.request.uri`, as text. */
  readonly json: (line: string, path: string) => string;
  /** A whole number, or null. */
  readonly integer: (text: string) => string;
  readonly decimal: (text: string) => string;
  readonly toInteger: (number: string) => string;
  /** Seconds since 1970 of `2026-03-02 09:00:00` in UTC, or null. */
  readonly seconds: (text: string) => string;
}

export type DialectId = 'clickhouse' | 'duckdb' | 'athena' | 'bigquery';

/** As standard SQL wants it: nothing but the quotation mark is special. */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
