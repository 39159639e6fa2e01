import { dump } from 'js-yaml';

interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: 'critical' | 'warning' };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** Alerts on the metrics of `corsmith watch`, which has already retried before it reports a problem. */
const WATCH: readonly AlertingRule[] = [
  {
    alert: 'CorsBroken',
    expr: 'max by (job, endpoint, rule, cause) (corsmith_watch_problem{rule!="unreachable"}) > 0',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'CORS of {{ $labels.endpoint }} is broken: {{ $labels.rule }}',
      description:
        'The servers violate the contract. Cause: {{ or $labels.cause "not diagnosed" }}. The status page of corsmith watch has the details; corsmith test shows the fix.',
    },
  },
  {
    alert: 'CorsEndpointUnreachable',
    expr: 'max by (job, endpoint) (corsmith_watch_status{status="unreachable"}) > 0',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: '{{ $labels.endpoint }} is unreachable',
      description: 'Its CORS headers cannot be checked until it responds.',
    },
  },
  {
    alert: 'CorsLayersDiffer',
    expr: 'max by (job, endpoint) (corsmith_watch_drift) > 0',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The servers of {{ $labels.endpoint }} differ in CORS',
      description:
        '{{ $value }} requests get different responses from the endpoint and from a server behind it: a server has a different configuration, or a proxy changes the headers.',
    },
  },
  {
    alert: 'CorsWatchLate',
    expr: 'time() - max by (job, endpoint) (corsmith_watch_last_run_timestamp_seconds) > on (job) group_left () (10 * max by (job) (corsmith_watch_interval_seconds) + 120)',
    labels: { severity: 'warning' },
    annotations: {
      summary: '{{ $labels.endpoint }} is no longer checked',
      description: 'The last run ended {{ $value | humanizeDuration }} ago.',
    },
  },
  {
    alert: 'CorsWatchDown',
    expr: 'absent(corsmith_watch_interval_seconds)',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'CORS is not watched',
      description: 'Prometheus scrapes no corsmith watch.',
    },
  },
  {
    alert: 'CorsAlertsNotDelivered',
    expr: 'increase(corsmith_watch_alerts_total{outcome="failed"}[1h]) > 0',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The {{ $labels.channel }} channel does not accept the alerts of corsmith watch',
      description: '{{ $value | humanize }} attempts to deliver an alert failed in the last hour.',
    },
  },
  {
    alert: 'CorsWatchStateNotSaved',
    expr: 'increase(corsmith_watch_state_failures_total[15m]) > 0',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'corsmith watch cannot save its state',
      description: 'After a restart, alerts may be repeated or missing. /healthz says why.',
    },
  },
];

/** Alerts on the metrics that an app counts itself. */
const APP: readonly AlertingRule[] = [
  {
    alert: 'CorsPreflightsFail',
    expr: [
      'sum by (job, route) (rate(cors_preflights_total{status_class=~"3xx|4xx|5xx"}[5m]))',
      '/ sum by (job, route) (rate(cors_preflights_total[5m])) > 0.05',
      'and sum by (job, route) (increase(cors_preflights_total[5m])) > 20',
    ].join('\n'),
    for: '2m',
    labels: { severity: 'critical' },
    annotations: {
      summary: '{{ $value | humanizePercentage }} of the CORS preflights of {{ or $labels.route $labels.job }} fail',
      description: 'Their status is outside 2xx, so browsers do not send the request and the app never runs.',
    },
  },
];

const HEAD = '# Alerts for corsmith watch and for the metrics of @corsmith/monitor: corsmith watch --print rules\n';

/** The rule file for Prometheus. */
export const rulesText = (): string =>
  HEAD +
  dump(
    {
      groups: [
        { name: 'corsmith-watch', rules: WATCH },
        { name: 'corsmith-app', rules: APP },
      ],
    },
    { lineWidth: -1 },
  );
