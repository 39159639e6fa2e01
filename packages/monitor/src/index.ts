export { EXPOSITION_TYPE } from './exposition.js';
export { type CorsMetrics, createCorsMetrics, type DeniedOrigin, type MetricsOptions } from './metrics/cors-metrics.js';
export { type Instruments, METRICS } from './metrics/instruments.js';
export type { CorsLabels, Observation, Reason, StatusClass } from './metrics/observation.js';
export { openTelemetryInstruments } from './metrics/open-telemetry.js';
export { promClientInstruments } from './metrics/prom-client.js';
export { type PrometheusInstruments, prometheusInstruments } from './metrics/prometheus.js';
export { listenToResponses } from './metrics/response-events.js';
export { type ObserveOptions, observeFetch, observeResponses } from './metrics/responses.js';
