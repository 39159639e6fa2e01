import { createProbe, type HarmlessRequest } from '@corsmith/doctor';
import type { Side } from '@corsmith/lint';
import { recordOf, type Send, type WireRequest, type WireResponse } from '@corsmith/protocol';
import type { Named } from './compared.js';

/** Requests at a time. */
const CONCURRENCY = 6;

interface UrlOptions {
  readonly timeoutMs: number;
  readonly origins: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * A server. Preflights, GET and HEAD are sent; for another method, the response to a GET is taken, since the method may change
 * data.
 */
export function comparedUrl(url: string, { timeoutMs, origins, signal }: UrlOptions): Named {
  const probe = createProbe({ timeoutMs, signal });
  const known = new Map<string, Promise<WireResponse>>();
  const slots = slotsOf(CONCURRENCY);
  let responses = 0;
  let failure: string | undefined;

  const send: Send = (request) => {
    const { kind, headers, credentials } = request;
    const safe: HarmlessRequest = { kind, headers, credentials, url, method: methodOf(request), body: null };
    const key = JSON.stringify([safe.kind, safe.method, safe.headers]);
    const response = known.get(key) ?? slots(() => sendNow(safe));
    known.set(key, response);
    return response;
  };
  const sendNow = async (request: HarmlessRequest): Promise<WireResponse> => {
    const { response, failure: problem } = await probe.send(request);
    if (response) responses++;
    else failure = String(recordOf(problem).id ?? 'no response');
    if (!response) throw new Error(failure);
    return { status: response.status, headers: response.headers };
  };
  const side: Side = {
    title: url,
    send,
    candidates: { origins, methods: [], requestHeaders: [], responseHeaders: [] },
    unknown: {},
    errors: null,
  };
  return {
    name: url,
    kind: 'whole',
    sides: [side],
    skipped: [],
    failure: () => (responses === 0 ? failure : undefined),
    close: () => probe.close(),
  };
}

const methodOf = ({ kind, method }: WireRequest): 'GET' | 'HEAD' | 'OPTIONS' =>
  kind === 'preflight' ? 'OPTIONS' : method === 'HEAD' ? 'HEAD' : 'GET';

/** Runs at most so many at a time. */
function slotsOf(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
