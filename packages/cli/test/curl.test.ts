import type { ProbedExchange } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { curlCommand } from '../src/terminal/curl.js';

const url = 'https://api.test/a?b[]=1';
const exchange = (request: Partial<ProbedExchange['request']>): ProbedExchange => ({
  request: { kind: 'actual', url, method: 'GET', headers: [], credentials: false, ...request },
  failure: { id: 'timeout', code: 'TIMEOUT', message: '' },
  durationMs: 1,
  layer: 'front',
});
const command = (request: Partial<ProbedExchange['request']>, page: readonly (readonly [string, string])[] = []) =>
  curlCommand(exchange(request), page).flat();

test('what curl does by itself needs no flag', () => {
  expect(command({})).toEqual(['curl', '-i', '-g', url]);
  expect(command({ method: 'HEAD', url: 'https://a.test/' })).toEqual(['curl', '-i', '-I', 'https://a.test/']);
  expect(command({ method: 'POST', body: '@x', url: 'https://a.test/' })).toEqual([
    'curl',
    '-i',
    'https://a.test/',
    '--data-raw',
    '@x',
  ]);
  expect(command({ method: 'PUT', body: 'x', url: 'https://a.test/' }).slice(0, 4)).toEqual([
    'curl',
    '-i',
    '-X',
    'PUT',
  ]);
});

test('a body that is long, or that no shell can say, is a file', () => {
  for (const body of ['x'.repeat(2001), 'a\0b', new Uint8Array([1])])
    expect(command({ method: 'POST', body, url: 'https://a.test/' }).slice(2)).toEqual([
      'https://a.test/',
      '--data-binary',
      '@FILE',
    ]);
});

test("the browser's own headers are left out, the page's stay", () => {
  const headers = [
    ['Accept', 'application/json'],
    ['Accept-Language', 'de'],
    ['Sec-Fetch-Mode', 'cors'],
    ['X-Empty', ''],
    ['Origin', 'https://app.test'],
  ] as const;
  expect(command({ headers }, [['accept', 'application/json']]).slice(4)).toEqual([
    ...['-H', 'Accept: application/json'],
    ...['-H', 'X-Empty;'],
    ...['-H', 'Origin: https://app.test'],
  ]);
});
