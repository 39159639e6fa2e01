import type { EndpointCheck } from './endpoint-check.js';
import { type Past, withRun } from './past.js';
import { type CheckReport, type Status, statusOf } from './report.js';

/** Everything stored about a check. Plain data. */
export interface CheckState {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly status: Status;
  /** Summarizes the problems. */
  readonly symptom: string;
  /** What is broken: an alert is sent when it changes. */
  readonly signature: string;
  /** When this status began. Times are in milliseconds since 1970. */
  readonly since: number;
  /** Since when it has not held; absent while it does. */
  readonly incidentSince?: number;
  readonly lastRun: number;
  /** Consecutive runs without a response. */
  readonly failures: number;
  /** The number of runs by their result. */
  readonly runs: Readonly<Record<Status, number>>;
  /** How often the result has changed since the first run. */
  readonly changes: number;
  readonly report: CheckReport;
  /** The last changes, the newest last. */
  readonly history: readonly Change[];
  readonly past: Past;
}

export interface Change {
  readonly at: number;
  readonly status: Status;
  readonly symptom: string;
}

const MAX_HISTORY = 50;

/** The state after one more run. */
export function afterRun(
  before: CheckState | undefined,
  { id, name, url }: Pick<EndpointCheck, 'id' | 'name' | 'url'>,
  report: CheckReport,
  at: number,
): CheckState {
  const status = statusOf(report);
  const { symptom, signature } = report;
  const isChange = before?.signature !== signature;
  const runs = before?.runs ?? { holds: 0, broken: 0, unreachable: 0 };
  const change: Change = { at, status, symptom };
  const history = before?.history ?? [];
  return {
    id,
    name,
    url,
    status,
    symptom,
    signature,
    ...(status !== 'holds' && { incidentSince: before?.incidentSince ?? at }),
    since: before?.status === status ? before.since : at,
    lastRun: at,
    failures: status === 'unreachable' ? (before?.failures ?? 0) + 1 : 0,
    runs: { ...runs, [status]: runs[status] + 1 },
    changes: (before?.changes ?? 0) + (before && isChange ? 1 : 0),
    report,
    history: isChange ? [...history, change].slice(-MAX_HISTORY) : history,
    past: withRun(before?.past, status, report.cells, at),
  };
}
