import { type Outcome, PreflightCache, simulate, type WireRequest } from '@corsmith/protocol';
import { discard } from '../discard.js';
import { transportFor } from '../transport.js';
import type { TransportResponse } from '../transport-response.js';
import type { Check } from './expectation.js';

/** What each engine does with the responses. Requests that several engines send alike are sent once. */
export async function judge({ page, target, engines }: Check): Promise<readonly Outcome[]> {
  const responses = new Map<string, Promise<TransportResponse>>();
  const send = (request: WireRequest) => {
    const key = keyOf(request);
    const known = responses.get(key) ?? fetchOnce(request);
    responses.set(key, known);
    return known;
  };
  const fetchOnce = async (request: WireRequest) => {
    const response = await transportFor(target, request.url)(request, { signal: undefined, stream: undefined });
    discard(response);
    return response;
  };
  const outcomes: Outcome[] = [];
  for (const engine of engines) outcomes.push(await simulate(page, send, { engine, cache: new PreflightCache() }));
  return outcomes;
}

/** Servers ignore the case of names and the order of lines. */
function keyOf({ method, url, headers }: WireRequest): string {
  return JSON.stringify([method, url, headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort()]);
}

/** Whether the browser blocked a response of the server. */
export const isDenied = ({ block }: Outcome): boolean => block !== undefined && !isInconclusive(block);

/** No response, or no request: that does not show what the server allows. */
export const isUndecided = ({ block }: Outcome): boolean => block !== undefined && isInconclusive(block);

const isInconclusive = ({ stage, code }: NonNullable<Outcome['block']>): boolean =>
  stage === 'request' || code === 'NetworkFailure' || code === 'InvalidResponse';
