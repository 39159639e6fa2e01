import { type LogFormat, readLogs } from '../../src/logs/index.js';

const NUMBERS = [
  'status',
  'began',
  'preflights',
  'refused',
  'aborted',
  'unfollowed',
  'undecided',
  'first_time',
  'last_time',
] as const;
type Row = Record<(typeof NUMBERS)[number], number> & Record<'part' | 'host' | 'name', string>;

/** The `--window` in the tests of the queries, in seconds. */
export const WINDOW = 30;

/** Converts the rows of a query to a report. */
export function reportOfRows(given: readonly Record<string, unknown>[]) {
  const rows = given.map(
    (row) => ({ ...row, ...Object.fromEntries(NUMBERS.map((name) => [name, Number(row[name])])) }) as Row,
  );
  const part = (name: string) => rows.filter((row) => row.part === name);
  const ranking = (name: string) => part(name).map((row) => ({ name: row.name, ...countsOf(row) }));
  return {
    total: countsOf(part('total')[0]!),
    statuses: part('status').map((row) => ({ status: row.status, ...countsOf(row) })),
    hosts: ranking('host'),
    paths: ranking('path'),
    origins: ranking('origin'),
    timeline: part('time')
      .map((row) => ({ at: `${new Date(row.began * 1000).toISOString().slice(0, 19)}Z`, ...countsOf(row) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

const countsOf = ({ preflights, refused, aborted, unfollowed, undecided }: Row) => ({
  preflights,
  refused,
  aborted,
  unfollowed,
  undecided,
});

/** The same part of the report of a file. */
export async function comparedReport(format: LogFormat, path: string): Promise<ReturnType<typeof reportOfRows>> {
  const options = { format, filter: { window: WINDOW }, threads: 1 };
  const { total, statuses, hosts, paths, origins, timeline } = await readLogs([path], options);
  const { refusedShare: _, ...counts } = total;
  return {
    total: counts,
    statuses: [...statuses],
    hosts: [...hosts.items],
    paths: [...paths.items],
    origins: [...origins.items],
    timeline: [...timeline.buckets],
  };
}
