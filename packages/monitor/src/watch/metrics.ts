import { expositionText, type MetricFamily, type Sample } from '../exposition.js';
import type { Notifier } from './alerts/notifier.js';
import type { Status } from './report.js';
import type { CheckState } from './state.js';

export interface MetricsParts {
  readonly states: readonly CheckState[];
  readonly intervalMs: number;
  readonly alerts: Notifier['counts'];
  /** How often the state could not be saved. */
  readonly stateFailures?: number;
}

const STATUSES: readonly Status[] = ['holds', 'broken', 'unreachable'];

/** The text that Prometheus scrapes. Every label value comes from the contract or from a fixed list. */
export const watchMetrics = (parts: MetricsParts): string => expositionText(familiesOf(parts));

function familiesOf({ states, intervalMs, alerts, stateFailures = 0 }: MetricsParts): readonly MetricFamily[] {
  const each = (samples: (state: CheckState) => readonly Sample[]) => states.flatMap(samples);
  const one = (value: (state: CheckState) => number) =>
    each((state) => [{ labels: { endpoint: state.name }, value: value(state) }]);
  const byStatus = (value: (state: CheckState, status: Status) => number) =>
    each((state) =>
      STATUSES.map((status) => ({ labels: { endpoint: state.name, status }, value: value(state, status) })),
    );
  return [
    {
      name: 'corsmith_watch_interval_seconds',
      help: 'How often each endpoint is checked.',
      type: 'gauge',
      samples: [{ labels: {}, value: intervalMs / 1000 }],
    },
    {
      name: 'corsmith_watch_status',
      help: '1 for the status of an endpoint, 0 for the others.',
      type: 'gauge',
      samples: byStatus((state, status) => Number(state.status === status)),
    },
    {
      name: 'corsmith_watch_expectations',
      help: 'Expectations of the contract, by their result in the last run.',
      type: 'gauge',
      samples: each(({ name, report: { counts } }) =>
        ([...STATUSES, 'not-verified'] as const).map((status) => ({
          labels: { endpoint: name, status },
          value: counts[status] ?? 0,
        })),
      ),
    },
    {
      name: 'corsmith_watch_problem',
      help: 'Reported problems, by the rule that is broken and its cause.',
      type: 'gauge',
      samples: each(problemSamples),
    },
    {
      name: 'corsmith_watch_drift',
      help: 'Requests that the servers of one endpoint handle differently.',
      type: 'gauge',
      samples: one(({ report }) => report.drift.length),
    },
    {
      name: 'corsmith_watch_runs_total',
      help: 'Runs, by their result.',
      type: 'counter',
      samples: byStatus(({ runs }, status) => runs[status]),
    },
    {
      name: 'corsmith_watch_changes_total',
      help: 'How often the result changed.',
      type: 'counter',
      samples: one(({ changes }) => changes),
    },
    {
      name: 'corsmith_watch_last_run_timestamp_seconds',
      help: 'When the last run ended.',
      type: 'gauge',
      samples: one(({ lastRun }) => lastRun / 1000),
    },
    {
      name: 'corsmith_watch_run_duration_seconds',
      help: 'How long the last run took.',
      type: 'gauge',
      samples: one(({ report }) => report.durationMs / 1000),
    },
    {
      name: 'corsmith_watch_alerts_total',
      help: 'Alerts of this process, by whether an attempt delivered them.',
      type: 'counter',
      samples: Object.entries(alerts).flatMap(([channel, { delivered, failed }]) => [
        { labels: { channel, outcome: 'delivered' }, value: delivered },
        { labels: { channel, outcome: 'failed' }, value: failed },
      ]),
    },
    {
      name: 'corsmith_watch_state_failures_total',
      help: 'How often this process could not save its state.',
      type: 'counter',
      samples: [{ labels: {}, value: stateFailures }],
    },
  ];
}

function problemSamples({ name, report }: CheckState): readonly Sample[] {
  const samples = new Map<string, { readonly labels: Sample['labels']; value: number }>();
  for (const { rule, cause } of report.problems) {
    const key = `${rule} ${cause?.id ?? ''}`;
    const sample = samples.get(key) ?? { labels: { endpoint: name, rule, cause: cause?.id ?? '' }, value: 0 };
    sample.value++;
    samples.set(key, sample);
  }
  return [...samples.values()];
}
