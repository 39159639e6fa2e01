import { dump } from 'js-yaml';

interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: 'critical' | 'warning' };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** Of `corsmith watch`. It has tried again already before it says that something is wrong. */
const WATCH: readonly AlertingRule[] = [
  {
    alert: 'CorsBroken',
    expr: 'max by (job, endpoint, rule, cause) (corsmith_watch_problem{rule!="unreachable"}) > 0',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'CORS of {{ $labels.endpoint }} is broken: {{ $labels.rule }}',
      description:
        'The servers do not do what the contract says. Cause: {{ or $labels.cause "not looked into" }}. The page of corsmith watch has the details; corsmith test shows the fix.',
    },
  },
  {
    alert: 'CorsEndpointUnreachable',
    expr: 'max by (job, endpoint) (corsmith_watch_status{status="unreachable"}) > 0',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: '{{ $labels.endpoint }} does not answer',
      description: 'Nothing is known of its CORS while no answer comes.',
    },
  },
  {
    alert: 'CorsLayersDiffer',
    expr: 'max by (job, endpoint) (corsmith_watch_drift) > 0',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Servers of {{ $labels.endpoint }} answer in different ways',
      description:
        '{{ $value }} requests get another answer behind the front than at it: one of the servers has another configuration, or a proxy changes the headers.',
    },
  },
  {
    alert: 'CorsWatchLate',
    expr: 'time() - max by (job, endpoint) (corsmith_watch_last_run_timestamp_seconds) > on (job) group_left () (10 * max by (job) (corsmith_watch_interval_seconds) + 120)',
    labels: { severity: 'warning' },
    annotations: {
      summary: '{{ $labels.endpoint }} is not checked any more',
      description: 'The last run ended {{ $value | humanizeDuration }} ago.',
    },
  },
  {
    alert: 'CorsWatchDown',
    expr: 'absent(corsmith_watch_interval_seconds)',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Nothing watches CORS',
      description: 'No corsmith watch is scraped.',
    },
  },
  {
    alert: 'CorsAlertsNotDelivered',
    expr: 'increase(corsmith_watch_alerts_total{outcome="failed"}[1h]) > 0',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A {{ $labels.channel }} does not take the alerts of corsmith watch',
      description: '{{ $value | humanize }} were given up in the last hour.',
    },
  },
];

/** Of the metrics that an app counts itself: what pages really meet. */
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
      description: 'They end with a status outside 2xx: browsers then send no request, and the app never runs.',
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
