import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';
import * as promClient from 'prom-client';
import { expect, test } from 'vitest';
import {
  createCorsMetrics,
  type Observation,
  openTelemetryInstruments,
  promClientInstruments,
  prometheusInstruments,
} from '../src/index.js';

const OBSERVATIONS: readonly Observation[] = [
  { kind: 'preflight', reason: 'none', origin: 'https://a.example', status: 204, seconds: 0.004, route: '/a' },
  { kind: 'preflight', reason: 'none', origin: 'https://a.example', status: 204, seconds: 0.3, route: '/a' },
  { kind: 'preflight', reason: 'preflight-not-handled', origin: 'https://b.example', status: 404, seconds: 9 },
  { kind: 'actual', reason: 'no-allow-origin', origin: 'https://b.example', status: 200, route: 'a "quoted"\\\n one' },
];

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# HELP'))
    .map((line) => line.replace(/\{(.*)\} /, (_, labels: string) => `{${labels.split('",').sort().join('",')}} `))
    .sort();

test('the text for Prometheus equals that of prom-client', async () => {
  const registry = new promClient.Registry();
  const own = prometheusInstruments();
  for (const instruments of [own, promClientInstruments(promClient, registry)]) {
    const metrics = createCorsMetrics({ instruments });
    for (const observation of OBSERVATIONS) metrics.record(observation);
  }
  const sorted = (text: string) =>
    linesOf(text.replace(/\{([^}]*)\}/g, (_, labels: string) => `{${labels.replace(/"$/, '",')}}`));
  expect(sorted(own.text())).toEqual(sorted(await registry.metrics()));
});

test('OpenTelemetry gets the same numbers', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const metrics = createCorsMetrics({ instruments: openTelemetryInstruments(provider.getMeter('test')) });
  for (const observation of OBSERVATIONS) metrics.record(observation);
  await provider.forceFlush();
  const [exported] = exporter.getMetrics();
  const numbers = exported!.scopeMetrics[0]!.metrics.map(({ descriptor, dataPoints }) => [
    descriptor.name,
    dataPoints.map(({ attributes, value }) => [
      attributes.reason,
      typeof value === 'object' && 'count' in value ? value.count : value,
    ]),
  ]);
  expect(numbers).toEqual([
    [
      'cors_preflights',
      [
        ['none', 2],
        ['preflight-not-handled', 1],
      ],
    ],
    ['cors_requests', [['no-allow-origin', 1]]],
    [
      'cors_preflight_duration',
      [
        ['none', 2],
        ['preflight-not-handled', 1],
      ],
    ],
  ]);
  await provider.shutdown();
});

test('the number of time series and of origins is bounded, whatever clients send', () => {
  const anything = fc.record({
    kind: fc.constantFrom('preflight' as const, 'actual' as const),
    reason: fc.constantFrom('none' as const, 'origin-not-allowed' as const),
    origin: fc.string(),
    status: fc.constantFrom(200, 404),
    route: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(anything, { minLength: 200, maxLength: 400 }), (observations) => {
      const instruments = prometheusInstruments();
      const metrics = createCorsMetrics({ instruments, maxRoutes: 3, maxOrigins: 5 });
      for (const observation of observations) metrics.record(observation);
      // Two kinds, two reasons, two statuses; three routes, `other` and no route.
      expect(
        instruments
          .text()
          .split('\n')
          .filter((line) => line.startsWith('cors_')).length,
      ).toBeLessThanOrEqual(2 * 2 * 2 * 5);
      expect(metrics.deniedOrigins().length).toBeLessThanOrEqual(5);
    }),
    { numRuns: 20 },
  );
});
