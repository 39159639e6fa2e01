import { type Instruments, LABEL_NAMES, METRICS } from './instruments.js';
import type { CorsLabels } from './observation.js';

type Labels = Record<keyof CorsLabels, string>;

/** The part of `prom-client`, version 15, that is used. */
interface PromClient<Registry> {
  readonly Counter: new (configuration: {
    name: string;
    help: string;
    labelNames: (keyof CorsLabels)[];
    registers: Registry[];
  }) => { inc(labels: Labels): void };
  readonly Histogram: new (configuration: {
    name: string;
    help: string;
    labelNames: (keyof CorsLabels)[];
    buckets: number[];
    registers: Registry[];
  }) => { observe(labels: Labels, value: number): void };
}

/** Metrics in a registry of `prom-client`: `promClientInstruments(client, client.register)`. */
export function promClientInstruments<Registry>(
  { Counter, Histogram }: PromClient<Registry>,
  registry: Registry,
): Instruments {
  const common = { labelNames: [...LABEL_NAMES], registers: [registry] };
  const preflights = new Counter({ ...METRICS.preflights, ...common });
  const requests = new Counter({ ...METRICS.requests, ...common });
  const { name, help, buckets } = METRICS.preflightSeconds;
  const seconds = new Histogram({ name, help, buckets: [...buckets], ...common });
  return {
    countPreflight: (labels) => preflights.inc({ ...labels }),
    countRequest: (labels) => requests.inc({ ...labels }),
    recordPreflightSeconds: (value, labels) => seconds.observe({ ...labels }, value),
  };
}
