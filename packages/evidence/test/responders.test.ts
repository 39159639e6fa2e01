import type { HeaderList, ProbedExchange } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { attributionOf } from '../src/attribution/attribution-of.js';
import { responders } from '../src/responders.js';
import { appResponses, moreSamples } from './more-samples.js';
import { samples as someSamples } from './responder-samples.js';
import type { Sample } from './sample.js';

const samples = [...someSamples, ...moreSamples];

const exchangeOf = ({
  status,
  headers = {},
  body = '',
  url = 'https://api.example.com/users',
}: Sample): ProbedExchange => ({
  request: { kind: 'actual', method: 'GET', url, headers: [], credentials: false },
  response: {
    status,
    headers: Object.entries(headers) as unknown as HeaderList,
    httpVersion: '1.1',
    bodyStart: body,
    bodyTruncated: false,
  },
  durationMs: 1,
  layer: 'front',
});

for (const [kind, name, sample] of samples)
  test(`${kind}: ${name}`, () => {
    const found = attributionOf(exchangeOf(sample));
    expect(found).toMatchObject({ kind, name });
  });

test.each(appResponses)('an app may respond like that: %s', (_, sample) => {
  expect(attributionOf(exchangeOf(sample))).toBeUndefined();
});

test('every known response has a sample, and a way out in sentences', () => {
  const shown = new Set(samples.map(([kind, name]) => `${kind} ${name}`));
  const all = responders.flatMap(({ responses }) => responses);
  expect([...new Set(all.map(({ kind, name }) => `${kind} ${name}`))].filter((one) => !shown.has(one))).toEqual([]);
  for (const { wayOut } of all) expect(wayOut).toMatch(/^[“A-Z].*[.)]$/);
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(9);
  expect(responders.length).toBeGreaterThanOrEqual(40);
});
