import type { CorsLabels } from './observation.js';

/** Receives the counts; there is one implementation for each way to export them. */
export interface Instruments {
  countPreflight(labels: CorsLabels): void;
  countRequest(labels: CorsLabels): void;
  recordPreflightSeconds(seconds: number, labels: CorsLabels): void;
}

/** The names and descriptions, which are the same in every export. */
export const METRICS = {
  preflights: { name: 'cors_preflights_total', help: 'CORS preflights, by whether a browser allows or blocks them.' },
  requests: {
    name: 'cors_requests_total',
    help: 'Cross-origin requests, by whether a browser allows or blocks the response.',
  },
  preflightSeconds: {
    name: 'cors_preflight_duration_seconds',
    help: 'Time from the arrival of a CORS preflight to the end of its response.',
    /** Upper bounds, in seconds. */
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },
} as const;

export const LABEL_NAMES = ['outcome', 'reason', 'status_class', 'route'] as const;
