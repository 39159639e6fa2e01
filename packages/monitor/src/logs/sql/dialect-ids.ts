// Written by `npm run lists` from dialects/.

export const DIALECT_IDS = ['clickhouse', 'duckdb', 'athena', 'bigquery'] as const;

/** Drafts too: nothing lists them yet. */
export type DialectId = (typeof DIALECT_IDS)[number];
