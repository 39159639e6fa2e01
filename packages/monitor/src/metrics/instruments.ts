import type { CorsLabels } from './observation.js';

/** Where the numbers go: one implementation for each way to export them. */
export interface Instruments {
  countPreflight(labels: CorsLabels): void;
  countRequest(labels: CorsLabels): void;
  recordPreflightSeconds(seconds: number, labels: CorsLabels): void;
}

/** The same names and words in every export. */
export const METRICS = {
  preflights: { name: 'cors_preflights_total', help: 'CORS preflights, by what a browser makes of the answer.' },
  requests: {
    name: 'cors_requests_total',
    help: 'Requests of pages of other origins, by what a browser makes of the answer.',
  },
  preflightSeconds: {
    name: 'cors_preflight_duration_seconds',
    help: 'From the arrival of a CORS preflight to the end of its answer.',
    /** Upper bounds, in seconds. */
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },
} as const;

export const LABEL_NAMES = ['outcome', 'reason', 'status_class', 'route'] as const;
