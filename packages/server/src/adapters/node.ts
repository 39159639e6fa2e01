import type { Answer } from '../answer.js';
import { DECISIVE_HEADERS } from '../apply-answer.js';
import { answerFrom, type PolicySource } from '../policy-source.js';
import { mergeVary } from '../vary.js';

/** What is used of node:http's and node:http2's IncomingMessage, and of a framework's request that extends it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole path where a router has cut `url`. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What is used of a ServerResponse. */
export interface NodeResponse {
  statusCode: number;
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
  appendHeader(name: string, value: string | string[]): unknown;
  removeHeader(name: string): void;
  writeHead(...head: never[]): unknown;
  end(): unknown;
}

type Next = (error?: unknown) => void;
type Head = readonly [status: number, reason?: unknown, headers?: unknown];

const ANSWER = Symbol('corsmith.answer');
const WRITE_HEAD = Symbol('corsmith.writeHead');

interface GuardedResponse extends NodeResponse {
  [ANSWER]?: Answer;
  [WRITE_HEAD]?: (...head: Head) => unknown;
}

/**
 * Middleware for node:http, node:http2 and whatever takes `(request, response, next)`. Put it first: then 404s, thrown
 * errors and streams carry the headers too. They are set at the moment when the head of the response is written, so
 * nothing that runs later takes them away, sets another Access-Control-Allow-Origin or drops `Origin` from Vary. Where
 * several policies meet one request, the first one decides.
 */
export function cors(source: PolicySource): (request: NodeRequest, response: NodeResponse, next: Next) => void {
  return (request, response, next) => {
    const guarded = guard(source, request, response);
    const goOn = (goesOn: boolean) => (goesOn ? next() : response.end());
    if (guarded instanceof Promise) void guarded.then(goOn);
    else goOn(guarded);
  };
}

/** Has the policy's headers written with the response's head. False where the response is to end here, as a preflight's. */
export function guard(
  source: PolicySource,
  request: NodeRequest,
  response: GuardedResponse,
): boolean | Promise<boolean> {
  if (response[ANSWER]) return true;
  const { method = 'GET', headers } = request;
  const url = request.originalUrl ?? request.url ?? '/';
  const answer = answerFrom(source, { method, url, headers: (name) => headers[name] as string | undefined });
  if (!answer) return true;
  return answer instanceof Promise ? answer.then((later) => hold(response, later)) : hold(response, answer);
}

function hold(response: GuardedResponse, answer: Answer): boolean {
  response[ANSWER] = answer;
  response[WRITE_HEAD] = response.writeHead as (...head: Head) => unknown;
  response.writeHead = writeHead;
  if (answer.status !== undefined) response.statusCode = answer.status;
  return answer.kind !== 'preflight';
}

function writeHead(this: GuardedResponse, ...[status, reason, headers]: Head): unknown {
  const { headers: own, vary } = this[ANSWER]!;
  setAll(this, typeof reason === 'object' ? reason : headers);
  for (const name of DECISIVE_HEADERS) this.removeHeader(name);
  for (const [name, value] of own) this.setHeader(name, value);
  if (vary !== '') this.setHeader('vary', mergeVary(this.getHeader('vary')?.toString(), vary));
  const write = this[WRITE_HEAD]!;
  return typeof reason === 'string' ? write.call(this, status, reason) : write.call(this, status);
}

/** Sets what was given to writeHead: an object, or an array of names and values, in turn or in pairs. */
function setAll(response: NodeResponse, headers: unknown): void {
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    return;
  }
  const flat: readonly string[] = Array.isArray(headers[0]) ? headers.flat() : headers;
  for (let index = 0; index < flat.length; index += 2) response.removeHeader(flat[index]!);
  for (let index = 0; index < flat.length; index += 2) response.appendHeader(flat[index]!, flat[index + 1]!);
}
