import type { DialectId } from './dialect-ids.js';

/** What differs between SQL engines. All functions take and return SQL expressions. */
export interface Dialect {
  readonly id: DialectId;
  readonly title: string;
  /** Engines that the help lists after this one. */
  readonly before?: readonly DialectId[];
  /** The lines of these files, as rows with one column `line`; absent if the engine can't read files. */
  readonly files?: (paths: readonly string[]) => string;
  readonly text: (value: string) => string;
  /** The match of the pattern's first group; null or empty if there is none. */
  readonly group: (text: string, pattern: string) => string;
  /** Replaces every match; `$1` in `by` is the first group. */
  readonly replaceAll: (text: string, pattern: string, by: string) => string;
  /** The position of a substring, from 1. */
  readonly position: (text: string, part: string) => string;
  /** The value at a path such as `$.request.uri`, as text. */
  readonly json: (line: string, path: string) => string;
  /** An integer, or null. */
  readonly integer: (text: string) => string;
  readonly decimal: (text: string) => string;
  readonly toInteger: (number: string) => string;
  /** Seconds since 1970 of `2026-03-02 09:00:00` in UTC, or null. */
  readonly seconds: (text: string) => string;
}

/** Quotes as in standard SQL, where only the quotation mark must be escaped. */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
