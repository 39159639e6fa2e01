import { type Instruments, METRICS } from './instruments.js';
import type { CorsLabels } from './observation.js';

type Attributes = Record<keyof CorsLabels, string>;

/** The part of `Meter` of `@opentelemetry/api` that is used. */
interface Meter {
  createCounter(
    name: string,
    options: { description: string; unit: string },
  ): {
    add(value: number, attributes: Attributes): void;
  };
  createHistogram(
    name: string,
    options: { description: string; unit: string; advice: { explicitBucketBoundaries: number[] } },
  ): { record(value: number, attributes: Attributes): void };
}

/** Metrics of OpenTelemetry: `openTelemetryInstruments(metrics.getMeter('corsmith'))`. */
export function openTelemetryInstruments(meter: Meter): Instruments {
  const counter = ({ name, help }: { readonly name: string; readonly help: string }, unit: string) =>
    // The Prometheus exporters add `_total` themselves.
    meter.createCounter(name.replace(/_total$/, ''), { description: help, unit });
  const preflights = counter(METRICS.preflights, '{preflight}');
  const requests = counter(METRICS.requests, '{request}');
  const { name, help, buckets } = METRICS.preflightSeconds;
  const seconds = meter.createHistogram(name.replace(/_seconds$/, ''), {
    description: help,
    unit: 's',
    advice: { explicitBucketBoundaries: [...buckets] },
  });
  return {
    countPreflight: (labels) => preflights.add(1, { ...labels }),
    countRequest: (labels) => requests.add(1, { ...labels }),
    recordPreflightSeconds: (value, labels) => seconds.record(value, { ...labels }),
  };
}
