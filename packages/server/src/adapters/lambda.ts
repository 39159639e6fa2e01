import { recordOf } from '@corsmith/protocol';
import { applyResponse, type HeaderTarget } from '../apply-response.js';
import { firstToDecide, isDecided } from '../first-policy.js';
import type { PolicyResponse } from '../policy-response.js';
import { type Decide, deciderOf, type PolicySource, pathOf, pathWithQuery } from '../policy-source.js';

type Fields = Readonly<Record<string, string | undefined>>;
type Lists = Readonly<Record<string, readonly string[] | undefined>>;

/** The parts used of an API Gateway event (REST v1, HTTP v1 and v2), a function URL's and an ALB's. */
export interface LambdaEvent {
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly queryStringParameters?: Fields | null | undefined;
  readonly multiValueQueryStringParameters?: Lists | null | undefined;
  readonly headers?: Fields | null | undefined;
  readonly multiValueHeaders?: Lists | null | undefined;
  /** HTTP v2 and function URLs have the method in `http.method`. */
  readonly requestContext?: object | undefined;
}

/** A result in the form that all of them take. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly [key: string]: unknown;
}

/** A handler of any event, in `@types/aws-lambda` too: it returns a promise, or calls the runtime's callback. */
// biome-ignore lint/suspicious/noConfusingVoidType: what a handler with a callback returns
type LambdaHandler<Event, Rest extends unknown[], Result> = (event: Event, ...rest: Rest) => void | Promise<Result>;

/**
 * The handler with the policy around it: `export const handler = cors(policy, async (event) => …)`. Disable CORS in API
 * Gateway or the function URL, or the headers are duplicated. An error that the handler throws becomes a 500 that carries the
 * headers (the gateway's own would not) and goes to `console.error`. An event that is not an HTTP request (a queue's, a
 * schedule's) goes to the handler unchanged, and so does the handler's result or error.
 */
export function cors<Result, Event = LambdaEvent, Rest extends unknown[] = unknown[]>(
  source: PolicySource,
  handler: LambdaHandler<Event, Rest, Result>,
): (event: Event, ...rest: Rest) => Promise<Result> {
  const decide = deciderOf(source);
  const run = (event: Event, rest: Rest) => resultOf(handler, event, rest);
  return async (event, ...rest) => {
    if (!isHttp(event)) return run(event, rest);
    const policyResponse = await decideOn(decide, event);
    if (!policyResponse) return run(event, rest);
    const result =
      policyResponse.kind === 'preflight'
        ? { statusCode: 204, body: '' }
        : await firstToDecide(event, () => settled(run(event, rest)));
    return withPolicy(policyResponse, event, result) as Result;
  };
}

/** Also for a handler that calls the runtime's callback instead of returning a promise. */
function resultOf<Result, Event, Rest extends unknown[]>(
  handler: LambdaHandler<Event, Rest, Result>,
  event: Event,
  rest: Rest,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, result: Result) => (error ? reject(error) : resolve(result));
    const given = rest.map((one) => (typeof one === 'function' ? callback : one)) as Rest;
    const result = handler(event, ...given);
    if (result !== undefined) resolve(result);
  });
}

const methodOf = ({ httpMethod, requestContext }: LambdaEvent): string | undefined =>
  httpMethod ?? textOf(recordOf(recordOf(requestContext).http).method);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isHttp = (event: unknown): event is LambdaEvent =>
  typeof event === 'object' && event !== null && typeof methodOf(event) === 'string';

/**
 * The headers of a response stream:
 * `awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: await corsHeaders(policy, event, headers) })`.
 */
export async function corsHeaders(
  source: PolicySource,
  event: LambdaEvent,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const policyResponse = await decideOn(deciderOf(source), event);
  return (
    (policyResponse && withPolicy(policyResponse, { ...event, headers: {} }, { statusCode: 200, headers }).headers) ??
    headers
  );
}

/** Also undefined if another policy has already decided on the event. */
async function decideOn(decide: Decide, event: LambdaEvent): Promise<PolicyResponse | undefined> {
  if (isDecided(event)) return undefined;
  const fields = lowercased({ ...event.multiValueHeaders, ...event.headers });
  const target = targetOf(event);
  return decide({
    method: methodOf(event) ?? 'GET',
    path: pathOf(target),
    url: pathWithQuery(target),
    headers: (name) => fields.get(name)?.join(', '),
  });
}

function targetOf({ rawPath, path, rawQueryString, ...event }: LambdaEvent): string {
  const given = Object.entries({ ...event.queryStringParameters, ...event.multiValueQueryStringParameters });
  const pairs = given.flatMap(([name, values]) => [values ?? []].flat().map((value) => [name, value]));
  const query = rawQueryString ?? new URLSearchParams(pairs).toString();
  return `${rawPath ?? path ?? '/'}${query === '' ? '' : `?${query}`}`;
}

async function settled(running: Promise<unknown>): Promise<LambdaResult> {
  try {
    const result = await running;
    if (typeof result === 'object' && result !== null && 'statusCode' in result) return result as LambdaResult;
    // The short form of HTTP v2 and function URLs.
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
  } catch (error) {
    console.error(error);
    return { statusCode: 500, body: 'Internal Server Error' };
  }
}

/** Lowercase names, because a gateway merges `headers` and `multiValueHeaders` case-sensitively. */
function withPolicy(policyResponse: PolicyResponse, event: LambdaEvent, result: LambdaResult): LambdaResult {
  const fields = lowercased(result.headers);
  for (const [name, values] of lowercased(result.multiValueHeaders)) fields.set(name, values);
  const target: HeaderTarget = {
    get: (name) => fields.get(name)?.join(', ') ?? null,
    set: (name, value) => fields.set(name, [value]),
    delete: (name) => fields.delete(name),
  };
  applyResponse(policyResponse, target);
  const { headers: _, multiValueHeaders: __, ...rest } = result;
  // A load balancer that only sends lists only accepts lists.
  const lists = !event.headers;
  const isList = ([, values]: readonly [string, readonly string[]]) => lists || values.length > 1;
  const multi = [...fields].filter(isList);
  const single = [...fields]
    .filter((field) => !isList(field))
    .map(([name, values]) => [name, values.join(', ')] as const);
  return {
    ...rest,
    statusCode: result.statusCode,
    ...(single.length > 0 && { headers: Object.fromEntries(single) }),
    ...(multi.length > 0 && { multiValueHeaders: Object.fromEntries(multi) }),
  };
}

function lowercased(fields: Readonly<Record<string, unknown>> | null | undefined): Map<string, string[]> {
  const present = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return new Map(present.map(([name, value]) => [name.toLowerCase(), [value].flat().map(String)]));
}
