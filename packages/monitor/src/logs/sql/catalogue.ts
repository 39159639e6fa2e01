import { athena } from './athena.js';
import { bigquery } from './bigquery.js';
import { clickhouse } from './clickhouse.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb.js';

/** Where logs lie that are too many to be read here. */
export const dialects: readonly Dialect[] = [clickhouse, duckdb, athena, bigquery];
