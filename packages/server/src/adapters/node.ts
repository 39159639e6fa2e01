import type { Answer } from '../answer.js';
import { answerFrom, type PolicySource, type RoutedRequest } from '../policy-source.js';
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
  hasHeader(name: string): boolean;
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
  appendHeader(name: string, value: string | string[]): unknown;
  removeHeader(name: string): void;
  writeHead(status: number, headers?: Record<string, string>): unknown;
  end(): unknown;
}

type Next = (error?: unknown) => void;

/**
 * Middleware for node:http, node:http2 and whatever takes `(request, response, next)`. Put it first: then 404s, thrown
 * errors and streams carry the headers too. They are set at the moment when the head of the response is written, so
 * nothing that runs later takes them away, sets another Access-Control-Allow-Origin or drops `Origin` from Vary. Where
 * several policies meet one request, the first one decides.
 */
export function cors(source: PolicySource): (request: NodeRequest, response: NodeResponse, next: Next) => void {
  return (request, response, next) => {
    const answer = answerTo(source, request);
    if (answer instanceof Promise) void answer.then((later) => proceed(later, response, next));
    else proceed(answer, response, next);
  };
}

function proceed(answer: Answer | undefined, response: NodeResponse, next: Next): void {
  if (answer?.kind === 'preflight') {
    endPreflight(response, answer);
  } else {
    if (answer) hold(response, answer);
    next();
  }
}

/** A class, for one is made for every request: closures would cost several times as much. */
class NodeRoutedRequest implements RoutedRequest {
  readonly #request: NodeRequest;

  constructor(request: NodeRequest) {
    this.#request = request;
  }

  get method(): string {
    return this.#request.method ?? 'GET';
  }

  get url(): string {
    return this.#request.originalUrl ?? this.#request.url ?? '/';
  }

  headers(name: string): string | undefined {
    return this.#request.headers[name] as string | undefined;
  }
}

export const answerTo = (source: PolicySource, request: NodeRequest) =>
  answerFrom(source, new NodeRoutedRequest(request));

/** Nothing comes after it that could change the head. */
function endPreflight(response: NodeResponse, { headers, vary }: Answer): void {
  const fields: Record<string, string> = {};
  for (const line of headers) fields[line[0]] = line[1];
  if (vary !== '') fields.vary = mergeVary(response.getHeader('vary')?.toString(), vary);
  response.writeHead(204, fields);
  response.end();
}

const ANSWER = Symbol('answer');
const WRITE_HEAD = Symbol('writeHead');

/** A response whose head is written by `writeAnsweredHead`. */
interface HeldResponse extends NodeResponse {
  [ANSWER]?: Answer;
  /** What wrote it before. */
  [WRITE_HEAD](...head: readonly unknown[]): unknown;
}

/** Has the policy's headers written with the head. Where another answer is held already, that one decides. */
export function hold(response: NodeResponse, answer: Answer): void {
  const held = response as HeldResponse;
  if (held[ANSWER]) return;
  held[ANSWER] = answer;
  held[WRITE_HEAD] = held.writeHead;
  held.writeHead = writeAnsweredHead;
}

/** One function for all responses: with a closure for each the engine may give up on inlining them. */
function writeAnsweredHead(this: HeldResponse, status: number, reason?: unknown, headers?: unknown): unknown {
  const answer = this[ANSWER]!;
  const withReason = typeof reason === 'string';
  const given = withReason ? headers : reason;
  removeOthers(this, answer);
  if (given && !Array.isArray(given)) {
    const all = withAnswer(this, given, answer);
    return withReason ? this[WRITE_HEAD](status, reason, all) : this[WRITE_HEAD](status, all);
  }
  if (given) setAll(this, given as readonly unknown[], answer);
  for (const line of answer.headers) this.setHeader(line[0], line[1]);
  if (answer.vary !== '') this.setHeader('vary', varyOf(this, answer));
  return withReason ? this[WRITE_HEAD](status, reason) : this[WRITE_HEAD](status);
}

const varyOf = (response: NodeResponse, { vary }: Answer): string =>
  mergeVary(response.getHeader('vary')?.toString(), vary);

function removeOthers(response: NodeResponse, { remove }: Answer): void {
  for (const name of remove) {
    if (response.hasHeader(name)) response.removeHeader(name);
    // Where this one is not, the others say nothing.
    else if (name === 'access-control-allow-origin') break;
  }
}

/** What was given to writeHead as an object, and the answer. */
function withAnswer(response: NodeResponse, given: object, answer: Answer): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (!answer.remove.includes(lower))
      all[lower === 'vary' || lower.startsWith('access-control-') ? lower : name] = value;
  }
  for (const line of answer.headers) all[line[0]] = line[1];
  if (answer.vary !== '') all.vary = mergeVary((all.vary ?? response.getHeader('vary'))?.toString(), answer.vary);
  return all;
}

/** Sets what was given to writeHead as an array: names and values in turn, or in pairs. */
function setAll(response: NodeResponse, given: readonly unknown[], { remove }: Answer): void {
  const flat = (Array.isArray(given[0]) ? given.flat() : given) as readonly string[];
  const pairs = flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]!] as const] : []));
  for (const [name] of pairs) response.removeHeader(name);
  for (const [name, value] of pairs) if (!remove.includes(name.toLowerCase())) response.appendHeader(name, value);
}
