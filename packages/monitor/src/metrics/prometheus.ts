import { expositionText, type MetricFamily, type Sample } from '../exposition.js';
import { type Instruments, METRICS } from './instruments.js';
import type { CorsLabels } from './observation.js';

export interface PrometheusInstruments extends Instruments {
  /** Everything counted so far, in Prometheus' text format. Its Content-Type is `EXPOSITION_TYPE`. */
  text(): string;
}

interface Distribution {
  /** The number of values in each bucket; the last one is for values above all bounds. */
  readonly counts: number[];
  sum: number;
}

const { buckets } = METRICS.preflightSeconds;

/** Instruments that need no metrics library. */
export function prometheusInstruments(): PrometheusInstruments {
  const preflights = series(() => ({ value: 0 }));
  const requests = series(() => ({ value: 0 }));
  const seconds = series((): Distribution => ({ counts: new Array(buckets.length + 1).fill(0), sum: 0 }));
  return {
    countPreflight: (labels) => void preflights.of(labels).value++,
    countRequest: (labels) => void requests.of(labels).value++,
    recordPreflightSeconds(value, labels) {
      const distribution = seconds.of(labels);
      const found = buckets.findIndex((bound) => value <= bound);
      const bucket = found < 0 ? buckets.length : found;
      distribution.counts[bucket] = (distribution.counts[bucket] ?? 0) + 1;
      distribution.sum += value;
    },
    text: () =>
      expositionText([
        counter(METRICS.preflights, preflights.all()),
        counter(METRICS.requests, requests.all()),
        { ...METRICS.preflightSeconds, type: 'histogram', samples: seconds.all().flatMap(samplesOf) },
      ]),
  };
}

interface Series<T> {
  of(labels: CorsLabels): T;
  all(): readonly (readonly [labels: CorsLabels, value: T])[];
}

function series<T>(begin: () => T): Series<T> {
  const values = new Map<string, readonly [CorsLabels, T]>();
  return {
    of(labels) {
      const key = [labels.outcome, labels.reason, labels.status_class, labels.route].join('\0');
      const known = values.get(key);
      if (known) return known[1];
      const value = begin();
      values.set(key, [labels, value]);
      return value;
    },
    all: () => [...values.values()],
  };
}

const counter = (
  metric: { readonly name: string; readonly help: string },
  values: readonly (readonly [CorsLabels, { readonly value: number }])[],
): MetricFamily => ({
  ...metric,
  type: 'counter',
  samples: values.map(([labels, { value }]) => ({ labels: { ...labels }, value })),
});

function samplesOf([labels, { counts, sum }]: readonly [CorsLabels, Distribution]): Sample[] {
  let total = 0;
  const cumulative = counts.map((count, index) => {
    total += count;
    const le = String(buckets[index] ?? '+Inf');
    return { suffix: '_bucket', labels: { ...labels, le }, value: total };
  });
  return [
    ...cumulative,
    { suffix: '_sum', labels: { ...labels }, value: sum },
    { suffix: '_count', labels: { ...labels }, value: total },
  ];
}
