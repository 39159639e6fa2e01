// Written by `npm run lists` from dialects/.

import type { Dialect } from './dialect.js';
import { athena } from './dialects/athena.js';
import { bigquery } from './dialects/bigquery.js';
import { clickhouse } from './dialects/clickhouse.js';
import { duckdb } from './dialects/duckdb.js';

/** Every SQL engine that can compute the report, in the order of the help. */
export const dialects: readonly Dialect[] = [clickhouse, duckdb, athena, bigquery];
