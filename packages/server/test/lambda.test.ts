import { afterEach, describe, expect, test, vi } from 'vitest';
import { cors, corsHeaders, type LambdaEvent } from '../src/adapters/lambda.js';
import { createPolicy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';

const policy = createPolicy({ origins: [APP, 'https://www.example.com'], credentials: true, methods: ['PUT'] });

type Headers = Record<string, string>;

/** The events of AWS's documentation, as far as they matter here. */
const EVENTS: Record<string, (method: string, headers: Headers) => LambdaEvent> = {
  'REST v1': (method, headers) => ({
    httpMethod: method,
    path: '/items',
    headers: canonical(headers),
    multiValueHeaders: Object.fromEntries(Object.entries(canonical(headers)).map(([name, value]) => [name, [value]])),
    requestContext: {},
  }),
  'HTTP v2 and function URL': (method, headers) => ({
    rawPath: '/items',
    headers,
    requestContext: { http: { method } },
  }),
};

const canonical = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/\b[a-z]/g, (l) => l.toUpperCase()), value]),
  );

afterEach(() => void vi.restoreAllMocks());

describe.each(Object.entries(EVENTS))('%s', (_name, event) => {
  const call = (handler: () => Promise<unknown>, headers: Headers, method = 'GET') =>
    cors(policy, handler)(event(method, headers));

  test('an allowed origin, a stranger, no origin', async () => {
    const handler = async () => ({
      statusCode: 404,
      headers: { 'Content-Type': 'text/plain', Vary: 'Accept' },
      body: 'x',
    });
    expect(await call(handler, { origin: APP })).toEqual({
      statusCode: 404,
      headers: {
        'content-type': 'text/plain',
        'access-control-allow-origin': APP,
        'access-control-allow-credentials': 'true',
        vary: 'Accept, Origin',
      },
      body: 'x',
    });
    for (const headers of [{ origin: STRANGER }, {}])
      expect(await call(handler, headers)).toEqual({
        statusCode: 404,
        headers: { 'content-type': 'text/plain', vary: 'Accept, Origin' },
        body: 'x',
      });
  });

  test('a preflight never reaches the handler', async () => {
    const handler = vi.fn();
    const result = await call(handler, { origin: APP, 'access-control-request-method': 'PUT' }, 'OPTIONS');
    expect(result).toMatchObject({ statusCode: 204, headers: { 'access-control-allow-methods': 'PUT' } });
    expect(handler).not.toHaveBeenCalled();
  });

  test('an error becomes a 500 with the headers, and is logged', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const error = new Error('on purpose');
    expect(await call(() => Promise.reject(error), { origin: APP })).toMatchObject({
      statusCode: 500,
      headers: { 'access-control-allow-origin': APP },
    });
    expect(log).toHaveBeenCalledWith(error);
  });

  test('a second Access-Control-Allow-Origin of any case or kind goes', async () => {
    const handler = async () => ({
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': '*' },
      multiValueHeaders: { 'access-control-allow-Origin': ['*', 'null'], 'Set-Cookie': ['a=1', 'b=2'] },
      cookies: ['c=3'],
    });
    expect(await call(handler, { origin: APP })).toEqual({
      statusCode: 200,
      headers: { 'access-control-allow-origin': APP, 'access-control-allow-credentials': 'true', vary: 'Origin' },
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
      cookies: ['c=3'],
    });
  });

  test('the short form of a result', async () => {
    expect(await call(async () => ({ id: 7 }), { origin: APP })).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': APP },
      body: '{"id":7}',
    });
  });
});

test('a load balancer that sends lists gets lists', async () => {
  const event = { httpMethod: 'GET', path: '/', multiValueHeaders: { Origin: [APP] }, requestContext: {} };
  expect(await cors(policy, async () => ({ statusCode: 200, body: 'x' }))(event)).toEqual({
    statusCode: 200,
    body: 'x',
    multiValueHeaders: {
      'access-control-allow-origin': [APP],
      'access-control-allow-credentials': ['true'],
      vary: ['Origin'],
    },
  });
});

test('the headers of a stream', async () => {
  const event = EVENTS['HTTP v2 and function URL']!('GET', { origin: APP });
  expect(await corsHeaders(policy, event, { 'Content-Type': 'text/event-stream' })).toEqual({
    'content-type': 'text/event-stream',
    'access-control-allow-origin': APP,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  });
});

test('a request without a policy is left alone', async () => {
  const result = { hello: 'world' };
  expect(
    await cors(
      () => undefined,
      async () => result,
    )({ httpMethod: 'GET', headers: { origin: APP } }),
  ).toBe(result);
});

test.each<[string, unknown]>([
  ['a queue', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
  ['a schedule', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
  ['a WebSocket API', { requestContext: { eventType: 'CONNECT' }, headers: { Origin: APP } }],
  ['a call without an event', null],
  ['a call with a text', 'text'],
])('what %s sends and gets back is left alone', async (_what, event) => {
  const result = { batchItemFailures: [] };
  const handler = vi.fn(async (_event: unknown) => result);
  expect(await cors(policy, handler)(event)).toBe(result);
  expect(handler.mock.calls[0]?.[0]).toBe(event);
  const error = new Error('on purpose');
  await expect(cors(policy, (_event: unknown) => Promise.reject(error))(event)).rejects.toBe(error);
});

test('a handler that calls the callback of the runtime', async () => {
  type Callback = (error: unknown, result?: unknown) => void;
  const event = { httpMethod: 'GET', headers: { origin: APP } };
  const late = (_event: object, callback: Callback) => void setImmediate(callback, null, { statusCode: 201, body: '' });
  expect(await cors(policy, late)(event, () => {})).toMatchObject({
    statusCode: 201,
    headers: { 'access-control-allow-origin': APP },
  });
});
