interface Target {
  readonly expr: string;
  readonly legendFormat?: string;
  readonly format?: 'table';
  readonly instant?: true;
}

interface Panel {
  readonly title: string;
  readonly type: 'stat' | 'table' | 'state-timeline' | 'timeseries';
  readonly targets: readonly Target[];
  /** In columns; a row has 24. */
  readonly width: number;
  readonly unit?: string;
  readonly defaults?: object;
}

const DATASOURCE = { type: 'prometheus', uid: '$datasource' };
const HEIGHT = 8;
const COLUMNS = 24;

const red = {
  mode: 'absolute',
  steps: [
    { color: 'green', value: null },
    { color: 'red', value: 1 },
  ],
};
const STATUS = {
  0: { text: 'holds', color: 'green' },
  1: { text: 'unreachable', color: 'orange' },
  2: { text: 'broken', color: 'red' },
};

const PANELS: readonly Panel[] = [
  {
    title: 'Broken',
    type: 'stat',
    width: 4,
    targets: [{ expr: 'sum(max by (job, endpoint) (corsmith_watch_status{job=~"$job",status="broken"}))' }],
    defaults: { thresholds: red },
  },
  {
    title: 'Unreachable',
    type: 'stat',
    width: 4,
    targets: [{ expr: 'sum(max by (job, endpoint) (corsmith_watch_status{job=~"$job",status="unreachable"}))' }],
    defaults: { thresholds: red },
  },
  {
    title: 'Problems',
    type: 'table',
    width: 16,
    targets: [
      {
        expr: 'max by (endpoint, rule, cause) (corsmith_watch_problem{job=~"$job"})',
        format: 'table',
        instant: true,
      },
    ],
  },
  {
    title: 'Endpoints',
    type: 'state-timeline',
    width: 24,
    targets: [
      {
        expr: '2 * max by (endpoint) (corsmith_watch_status{job=~"$job",status="broken"}) + max by (endpoint) (corsmith_watch_status{job=~"$job",status="unreachable"})',
        legendFormat: '{{endpoint}}',
      },
    ],
    defaults: { mappings: [{ type: 'value', options: STATUS }] },
  },
  {
    title: 'Preflights by reason',
    type: 'timeseries',
    width: 12,
    unit: 'reqps',
    targets: [{ expr: 'sum by (reason) (rate(cors_preflights_total[$__rate_interval]))', legendFormat: '{{reason}}' }],
  },
  {
    title: 'Preflights by status',
    type: 'timeseries',
    width: 12,
    unit: 'reqps',
    targets: [
      {
        expr: 'sum by (status_class) (rate(cors_preflights_total[$__rate_interval]))',
        legendFormat: '{{status_class}}',
      },
    ],
  },
  {
    title: 'Runs',
    type: 'timeseries',
    width: 12,
    unit: 's',
    targets: [
      {
        expr: 'max by (endpoint) (corsmith_watch_run_duration_seconds{job=~"$job"})',
        legendFormat: '{{endpoint}}',
      },
    ],
  },
  {
    title: 'Time since the last run',
    type: 'timeseries',
    width: 12,
    unit: 's',
    targets: [
      {
        expr: 'time() - max by (endpoint) (corsmith_watch_last_run_timestamp_seconds{job=~"$job"})',
        legendFormat: '{{endpoint}}',
      },
    ],
  },
];

/** Panels from left to right, then the next row. */
function placed(panels: readonly Panel[]): readonly object[] {
  let x = 0;
  let y = 0;
  return panels.map(({ title, type, targets, width, unit, defaults = {} }, index) => {
    if (x + width > COLUMNS) {
      x = 0;
      y += HEIGHT;
    }
    const gridPos = { x, y, w: width, h: HEIGHT };
    x += width;
    return {
      id: index + 1,
      title,
      type,
      datasource: DATASOURCE,
      gridPos,
      targets: targets.map((target, i) => ({ refId: String.fromCharCode(65 + i), datasource: DATASOURCE, ...target })),
      fieldConfig: { defaults: { ...(unit !== undefined && { unit }), ...defaults }, overrides: [] },
    };
  });
}

/** The dashboard for Grafana 10 and later, as JSON to import. */
export const dashboardText = (): string =>
  `${JSON.stringify(
    {
      uid: 'corsmith-watch',
      title: 'CORS',
      tags: ['corsmith'],
      schemaVersion: 39,
      version: 1,
      editable: true,
      refresh: '30s',
      time: { from: 'now-6h', to: 'now' },
      templating: {
        list: [
          { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
          {
            name: 'job',
            type: 'query',
            datasource: DATASOURCE,
            query: 'label_values(corsmith_watch_interval_seconds, job)',
            includeAll: true,
            multi: true,
            allValue: '.*',
            refresh: 2,
          },
        ],
      },
      panels: placed(PANELS),
    },
    undefined,
    2,
  )}\n`;
