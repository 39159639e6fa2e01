import type { ProbedResponse } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { diagnoseResponses } from '../src/diagnose-responses.js';

// Nothing is sent: the name does not resolve.
const request = {
  origin: 'http://localhost:5173',
  url: 'https://api.invalid/users',
  method: 'PUT',
  credentials: 'include',
} as const;

const response = (status: number, ...headers: (readonly [string, string])[]): ProbedResponse => ({
  status,
  headers,
  httpVersion: '1.1',
  bodyStart: '',
  bodyTruncated: true,
});

test('the causes of the given responses, in their order, with the fix for the stack behind them', async () => {
  const preflight = response(204, ['X-Powered-By', 'Express'], ['Access-Control-Allow-Origin', '*']);
  const { causes, stack, verdict } = await diagnoseResponses(request, { preflight });
  expect(causes.map(({ id }) => id)).toEqual(['wildcard-with-credentials', 'method-not-allowed']);
  expect(causes[0]?.fix?.stack).toBe('express');
  expect(stack.map(({ id }) => id)).toEqual(['express']);
  expect(verdict.chromium).toMatchObject({ allowed: false, stage: 'preflight', exchange: 0 });
});

test('a missing response is taken as allowing', async () => {
  const { causes, exchanges } = await diagnoseResponses(request, { actual: response(200) });
  expect(causes[0]).toMatchObject({ id: 'no-allow-origin' });
  expect(exchanges.map(({ request: { kind } }) => kind)).toEqual(['actual']);
  expect((await diagnoseResponses(request, {})).causes).toEqual([]);
});

test('a redirect is judged, and not what may be behind it', async () => {
  const moved = response(302, ['Location', 'https://elsewhere.invalid/']);
  const { causes } = await diagnoseResponses({ ...request, method: 'GET' }, { actual: moved });
  expect(causes.map(({ id }) => id)).toEqual(['response-redirected']);
});
