import type { PolicyResponse } from './respond.js';
import { mergeVary } from './vary.js';

/** What is used of a ServerResponse, where it is there: Socket.IO makes up one with less for a WebSocket's handshake. */
export interface NodeResponse {
  readonly headersSent?: boolean;
  readonly destroyed?: boolean;
  getHeader?(name: string): number | string | readonly string[] | undefined;
  setHeader?(name: string, value: string | string[]): unknown;
  removeHeader?(name: string): void;
  writeHead?(status: number, headers?: Record<string, string>): unknown;
  end?(): unknown;
}

/** Whether somebody else has answered, or the client has gone. */
export const isOver = ({ headersSent, destroyed }: NodeResponse): boolean => headersSent === true || destroyed === true;

const ANSWER = Symbol('answer');
const WRITE_HEAD = Symbol('writeHead');

/** A response whose head is written by `writeAnsweredHead`. */
interface HeldResponse extends NodeResponse {
  [ANSWER]?: PolicyResponse;
  /** What wrote it before. */
  [WRITE_HEAD]?: ((...head: readonly unknown[]) => unknown) | undefined;
}

/** The answer that decides on this response already. */
export const heldAnswer = (response: NodeResponse): PolicyResponse | undefined => (response as HeldResponse)[ANSWER];

/** Has the policy's headers written with the head. Where another answer is held already, that one decides. */
export function hold(response: NodeResponse, answer: PolicyResponse): void {
  const held = response as HeldResponse;
  if (held[ANSWER]) return;
  held[ANSWER] = answer;
  const write = isPatched(response) ? writeGuardedHead : writeAnsweredHead;
  held[WRITE_HEAD] = held.writeHead as HeldResponse[typeof WRITE_HEAD];
  held.writeHead = write;
}

/** The same at once, for what stands in for a response and whose head nobody writes: what comes later changes nothing. */
export function settle(response: NodeResponse, answer: PolicyResponse): void {
  const held = response as HeldResponse;
  if (held[ANSWER]) return;
  held[ANSWER] = answer;
  removeOthers(response, answer);
  setAnswer(response, answer);
  guard(response, answer);
}

/** Nothing comes after it that could change the head, and what came before it does not count. */
export function endPreflight(response: NodeResponse, answer: PolicyResponse): void {
  if (isOver(response)) return;
  if (isPatched(response)) {
    hold(response, answer);
    response.writeHead?.(204);
  } else {
    removeOthers(response, answer);
    const fields: Record<string, string> = {};
    for (const line of answer.headers) fields[line[0]] = line[1];
    if (answer.vary !== '') fields.vary = varyOf(response, answer);
    response.writeHead?.(204, fields);
  }
  response.end?.();
}

/** What a middleware before this one has put in the place of `writeHead` may set headers after all others. */
const isPatched = (response: NodeResponse): boolean => Object.hasOwn(response, 'writeHead');

/** One function for all responses: with a closure for each the engine may give up on inlining them. */
function writeAnsweredHead(this: HeldResponse, status: number, reason?: unknown, headers?: unknown): unknown {
  const answer = this[ANSWER]!;
  const withReason = typeof reason === 'string';
  const given = withReason ? headers : (headers ?? reason);
  removeOthers(this, answer);
  if (given && !Array.isArray(given)) {
    const all = withAnswer(this, given, answer);
    return withReason ? this[WRITE_HEAD]?.(status, reason, all) : this[WRITE_HEAD]?.(status, all);
  }
  if (given) setAll(this, given as readonly unknown[], answer);
  setAnswer(this, answer);
  return withReason ? this[WRITE_HEAD]?.(status, reason) : this[WRITE_HEAD]?.(status);
}

/** As above, and nothing that runs while the head is written changes what the policy has set. */
function writeGuardedHead(this: HeldResponse, status: number, reason?: unknown, headers?: unknown): unknown {
  const answer = this[ANSWER]!;
  const withReason = typeof reason === 'string';
  const given = withReason ? headers : (headers ?? reason);
  removeOthers(this, answer);
  if (given) setAll(this, Array.isArray(given) ? given : Object.entries(given), answer);
  setAnswer(this, answer);
  const release = guard(this, answer);
  try {
    return withReason ? this[WRITE_HEAD]?.(status, reason) : this[WRITE_HEAD]?.(status);
  } finally {
    release();
  }
}

type Method = (name: string, ...rest: unknown[]) => unknown;

/** Until the returned function is called, nobody changes what the policy has set. */
function guard(response: NodeResponse, answer: PolicyResponse): () => void {
  const own = new Set([...answer.remove, ...answer.headers.map(([name]) => name)]);
  const methods = response as unknown as Record<string, Method>;
  const undo = ['setHeader', 'appendHeader', 'removeHeader'].map((method) => {
    const original = methods[method];
    const wasOwn = Object.hasOwn(response, method);
    if (!original) return () => {};
    methods[method] = (name, ...rest) => {
      const lower = String(name).toLowerCase();
      if (own.has(lower) || (lower === 'vary' && method === 'removeHeader')) return response;
      const value = lower === 'vary' && method === 'setHeader' ? [mergeVary(String(rest[0]), answer.vary)] : rest;
      return original.call(response, name, ...value);
    };
    return () => {
      if (wasOwn) methods[method] = original;
      else delete methods[method];
    };
  });
  return () => {
    for (const one of undo) one();
  };
}

function setAnswer(response: NodeResponse, answer: PolicyResponse): void {
  for (const line of answer.headers) response.setHeader?.(line[0], line[1]);
  if (answer.vary !== '') response.setHeader?.('vary', varyOf(response, answer));
}

/** What Vary says with the answer's names in it. */
const varyOf = (response: NodeResponse, { vary }: PolicyResponse): string =>
  mergeVary(response.getHeader?.('vary')?.toString(), vary);

/** Takes away what others have set of what the policy decides. */
function removeOthers(response: NodeResponse, { remove }: PolicyResponse): void {
  for (const name of remove) if (response.getHeader?.(name) !== undefined) response.removeHeader?.(name);
}

/** What was given to writeHead as an object, and the answer. */
function withAnswer(response: NodeResponse, given: object, answer: PolicyResponse): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (!answer.remove.includes(lower))
      all[lower === 'vary' || lower.startsWith('access-control-') ? lower : name] = value;
  }
  for (const line of answer.headers) all[line[0]] = line[1];
  if (answer.vary !== '') all.vary = mergeVary((all.vary ?? response.getHeader?.('vary'))?.toString(), answer.vary);
  return all;
}

/** Sets what was given to writeHead as an array: names and values in turn, or in pairs. */
function setAll(response: NodeResponse, given: readonly unknown[], { remove }: PolicyResponse): void {
  const flat = (Array.isArray(given[0]) ? given.flat() : given) as readonly (string | string[])[];
  const fields = new Map<string, [name: string, values: string[]]>();
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = String(flat[index]);
    const lower = name.toLowerCase();
    const [, values] = fields.get(lower) ?? [];
    fields.set(lower, [name, [...(values ?? []), flat[index + 1]!].flat()]);
  }
  for (const [lower, [name, values]] of fields)
    if (!remove.includes(lower)) response.setHeader?.(name, values.length === 1 ? values[0]! : values);
}
