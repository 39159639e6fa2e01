import { athena } from './athena.js';
import { bigquery } from './bigquery.js';
import { clickhouse } from './clickhouse.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb.js';

/** The engines for which `--sql` prints the query. */
export const dialects: readonly Dialect[] = [clickhouse, duckdb, athena, bigquery];
