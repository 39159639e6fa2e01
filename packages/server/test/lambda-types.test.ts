import type {
  ALBEvent,
  ALBHandler,
  ALBResult,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
  Callback,
  Context,
  LambdaFunctionURLEvent,
  LambdaFunctionURLHandler,
  ScheduledEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSHandler,
} from 'aws-lambda';
import { expect, expectTypeOf, test } from 'vitest';
import { cors, corsHeaders } from '../src/adapters/lambda.js';
import { createPolicy } from '../src/index.js';
import { APP } from './policy-requests.js';

// Compiled by `npm run check`, strict, with the types that handlers of Lambda are written against.

const policy = createPolicy({ origins: [APP], methods: ['PUT'] });

const context = {} as Context;
const unused: Callback = () => {
  throw new Error('never called');
};

const forms = {
  'REST v1': () => {
    const handler: APIGatewayProxyHandler = cors(policy, async ({ path }) => ({ statusCode: 200, body: path }));
    return handler;
  },
  'REST v1, of another handler': () => {
    const inner: APIGatewayProxyHandler = async ({ path }) => ({ statusCode: 200, body: path });
    const handler: APIGatewayProxyHandler = cors(policy, inner);
    return handler;
  },
  'HTTP v2': () => {
    const handler: APIGatewayProxyHandlerV2 = cors(policy, async ({ rawPath }) => ({ statusCode: 200, body: rawPath }));
    return handler;
  },
  'HTTP v2, the short form': () => {
    const handler: APIGatewayProxyHandlerV2<string> = cors(policy, async ({ rawPath }) => rawPath);
    return handler;
  },
  'a function URL': () => {
    const handler: LambdaFunctionURLHandler = cors(policy, async ({ rawPath }) => ({ statusCode: 200, body: rawPath }));
    return handler;
  },
  'a load balancer': () => {
    const handler: ALBHandler = cors(policy, async ({ path }) => ({ statusCode: 200, body: path }));
    return handler;
  },
};

test.each(Object.entries(forms))('a handler of %s, by its own type', async (_name, form) => {
  const event = {
    httpMethod: 'GET',
    path: '/items',
    rawPath: '/items',
    headers: { origin: APP },
    requestContext: { http: { method: 'GET' } },
  };
  // One event of all shapes at once: what the types differ in is compiled.
  const handler = form() as (event: unknown, context: Context, callback: Callback) => Promise<unknown>;
  expect(await handler(event, context, unused)).toMatchObject({
    statusCode: 200,
    body: '/items',
    headers: { 'access-control-allow-origin': APP },
  });
});

test('the wrapped handler has the event and the result of the one within', () => {
  const result = async (): Promise<APIGatewayProxyResult> => ({ statusCode: 200, body: '' });
  const v1 = cors(policy, async (_event: APIGatewayProxyEvent) => result());
  expectTypeOf(v1).toEqualTypeOf<(event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>>();
  const v2 = cors(policy, async (_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => ({}));
  expectTypeOf(v2).returns.resolves.toEqualTypeOf<APIGatewayProxyStructuredResultV2>();
  const alb = cors(policy, async (_event: ALBEvent, _context: Context): Promise<ALBResult> => ({ statusCode: 200 }));
  expectTypeOf(alb).toEqualTypeOf<(event: ALBEvent, context: Context) => Promise<ALBResult>>();
  const both = cors(policy, async (event: APIGatewayProxyEventV2 | SQSEvent | ScheduledEvent) => 'Records' in event);
  expectTypeOf(both).parameter(0).toEqualTypeOf<APIGatewayProxyEventV2 | SQSEvent | ScheduledEvent>();
  const queue: SQSHandler = cors(policy, async (_event): Promise<SQSBatchResponse> => ({ batchItemFailures: [] }));
  expectTypeOf(queue).toEqualTypeOf<SQSHandler>();
  // @ts-expect-error A result that a load balancer does not take.
  const wrong: ALBHandler = cors(policy, async () => ({ statusCode: '200' }));
  expect(wrong).toBeTypeOf('function');
});

test('the headers of a stream take every event of HTTP', async () => {
  const given = { httpMethod: 'GET', headers: { origin: APP } };
  const events = given as unknown as APIGatewayProxyEvent & APIGatewayProxyEventV2 & ALBEvent & LambdaFunctionURLEvent;
  for (const headers of [
    await corsHeaders(policy, events as APIGatewayProxyEvent),
    await corsHeaders(policy, { ...events } as APIGatewayProxyEventV2),
    await corsHeaders(policy, { ...events } as ALBEvent),
    await corsHeaders(policy, { ...events } as LambdaFunctionURLEvent),
  ])
    expect(headers).toEqual({ 'access-control-allow-origin': APP });
});
