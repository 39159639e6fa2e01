import type { PolicyResponse } from './policy-response.js';
import { mergeVary } from './vary.js';

/** The parts used of a ServerResponse, all optional: Socket.IO emulates one with fewer for a WebSocket's handshake. */
export interface NodeResponse {
  readonly headersSent?: boolean;
  readonly destroyed?: boolean;
  getHeader?(name: string): number | string | readonly string[] | undefined;
  setHeader?(name: string, value: string | string[]): unknown;
  removeHeader?(name: string): void;
  writeHead?(status: number, headers?: Record<string, string>): unknown;
  end?(): unknown;
}

/** Whether the response was already sent, or the client has disconnected. */
export const isOver = ({ headersSent, destroyed }: NodeResponse): boolean => headersSent === true || destroyed === true;

const POLICY_RESPONSE = Symbol('policyResponse');
const WRITE_HEAD = Symbol('writeHead');

/** A response whose head is written by `writePolicyHead`. */
interface HeldResponse extends NodeResponse {
  [POLICY_RESPONSE]?: PolicyResponse;
  /** The original. */
  [WRITE_HEAD]?: ((...head: readonly unknown[]) => unknown) | undefined;
}

/** The decision already attached to this response. */
export const heldResponse = (response: HeldResponse): PolicyResponse | undefined => response[POLICY_RESPONSE];

/** Writes the policy's headers with the head. If a decision is already attached, that one counts. */
export function hold(response: NodeResponse, policyResponse: PolicyResponse): void {
  const held: HeldResponse = response;
  if (held[POLICY_RESPONSE]) return;
  held[POLICY_RESPONSE] = policyResponse;
  const write = isPatched(response) ? writeGuardedHead : writePolicyHead;
  held[WRITE_HEAD] = held.writeHead as HeldResponse[typeof WRITE_HEAD];
  held.writeHead = write;
}

/** The same at once, for an emulated response without a head: later changes have no effect. */
export function settle(response: NodeResponse, policyResponse: PolicyResponse): void {
  const held: HeldResponse = response;
  if (held[POLICY_RESPONSE]) return;
  held[POLICY_RESPONSE] = policyResponse;
  removeOthers(response, policyResponse);
  setHeaders(response, policyResponse);
  guard(response, policyResponse);
}

/** Ends the response: nothing after it can change the head, and headers set before it are removed. */
export function endPreflight(response: NodeResponse, policyResponse: PolicyResponse): void {
  if (isOver(response)) return;
  if (isPatched(response)) {
    hold(response, policyResponse);
    response.writeHead?.(204);
  } else {
    removeOthers(response, policyResponse);
    const fields: Record<string, string> = {};
    for (const line of policyResponse.headers) fields[line[0]] = line[1];
    if (policyResponse.vary !== '') fields.vary = varyOf(response, policyResponse);
    response.writeHead?.(204, fields);
  }
  response.end?.();
}

/** An earlier middleware that replaced `writeHead` may set headers last. */
const isPatched = (response: NodeResponse): boolean => Object.hasOwn(response, 'writeHead');

/** One function for all responses: the engine may not inline closures. */
function writePolicyHead(this: HeldResponse, status: number, reason?: unknown, headers?: unknown): unknown {
  const policyResponse = this[POLICY_RESPONSE]!;
  const withReason = typeof reason === 'string';
  const given = withReason ? headers : (headers ?? reason);
  removeOthers(this, policyResponse);
  if (Array.isArray(given)) setAll(this, given, policyResponse);
  else if (given) {
    const all = merged(this, given, policyResponse);
    return withReason ? this[WRITE_HEAD]?.(status, reason, all) : this[WRITE_HEAD]?.(status, all);
  }
  setHeaders(this, policyResponse);
  return withReason ? this[WRITE_HEAD]?.(status, reason) : this[WRITE_HEAD]?.(status);
}

/** As above, and nothing that runs while the head is written can change the policy's headers. */
function writeGuardedHead(this: HeldResponse, status: number, reason?: unknown, headers?: unknown): unknown {
  const policyResponse = this[POLICY_RESPONSE]!;
  const withReason = typeof reason === 'string';
  const given = withReason ? headers : (headers ?? reason);
  removeOthers(this, policyResponse);
  if (given) setAll(this, Array.isArray(given) ? given : Object.entries(given), policyResponse);
  setHeaders(this, policyResponse);
  const release = guard(this, policyResponse);
  try {
    return withReason ? this[WRITE_HEAD]?.(status, reason) : this[WRITE_HEAD]?.(status);
  } finally {
    release();
  }
}

/** Protects the policy's headers until the returned function is called. */
function guard(response: NodeResponse, policyResponse: PolicyResponse): () => void {
  const own = new Set([...policyResponse.remove, ...policyResponse.headers.map(([name]) => name)]);
  const undo = ['setHeader', 'appendHeader', 'removeHeader'].map((method) => {
    const original: unknown = Reflect.get(response, method);
    const wasOwn = Object.hasOwn(response, method);
    if (typeof original !== 'function') return () => {};
    Reflect.set(response, method, (name: string, ...rest: unknown[]): unknown => {
      const lower = String(name).toLowerCase();
      if (own.has(lower) || (lower === 'vary' && method === 'removeHeader')) return response;
      const value =
        lower === 'vary' && method === 'setHeader' ? [mergeVary(String(rest[0]), policyResponse.vary)] : rest;
      return original.call(response, name, ...value);
    });
    return () => {
      if (wasOwn) Reflect.set(response, method, original);
      else Reflect.deleteProperty(response, method);
    };
  });
  return () => {
    for (const one of undo) one();
  };
}

function setHeaders(response: NodeResponse, policyResponse: PolicyResponse): void {
  for (const line of policyResponse.headers) response.setHeader?.(line[0], line[1]);
  if (policyResponse.vary !== '') response.setHeader?.('vary', varyOf(response, policyResponse));
}

/** Vary with the policy's names. */
const varyOf = (response: NodeResponse, { vary }: PolicyResponse): string =>
  mergeVary(response.getHeader?.('vary')?.toString(), vary);

/** Removes the policy's headers that others have set. */
function removeOthers(response: NodeResponse, { remove }: PolicyResponse): void {
  for (const name of remove) if (response.getHeader?.(name) !== undefined) response.removeHeader?.(name);
}

/** The headers passed to writeHead as an object, with the policy's. */
function merged(response: NodeResponse, given: object, policyResponse: PolicyResponse): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (!policyResponse.remove.includes(lower))
      all[lower === 'vary' || lower.startsWith('access-control-') ? lower : name] = value;
  }
  for (const line of policyResponse.headers) all[line[0]] = line[1];
  if (policyResponse.vary !== '')
    all.vary = mergeVary((all.vary ?? response.getHeader?.('vary'))?.toString(), policyResponse.vary);
  return all;
}

/** Sets headers passed to writeHead as an array: alternating names and values, or pairs. */
function setAll(response: NodeResponse, given: readonly unknown[], { remove }: PolicyResponse): void {
  const flat = (Array.isArray(given[0]) ? given.flat() : given) as readonly (string | string[])[];
  const fields = new Map<string, [name: string, values: string[]]>();
  for (const [index, value] of flat.entries()) {
    if (index % 2 === 0) continue;
    const name = String(flat[index - 1]);
    const lower = name.toLowerCase();
    const [, values] = fields.get(lower) ?? [];
    fields.set(lower, [name, [...(values ?? []), value].flat()]);
  }
  for (const [lower, [name, values]] of fields) {
    if (remove.includes(lower)) continue;
    const [only = values] = values;
    response.setHeader?.(name, values.length === 1 ? only : values);
  }
}
