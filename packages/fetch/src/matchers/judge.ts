import { type Outcome, PreflightCache, simulate, type WireRequest } from '@corsmith/protocol';
import { discard } from '../discard.js';
import { transportFor } from '../transport.js';
import type { WireAnswer } from '../wire-answer.js';
import type { Question } from './expectation.js';

/** What each engine makes of the answers. What several of them send alike is sent once. */
export async function judge({ page, answerer, engines }: Question): Promise<readonly Outcome[]> {
  const answers = new Map<string, Promise<WireAnswer>>();
  const send = (request: WireRequest) => {
    const key = keyOf(request);
    const known = answers.get(key) ?? ask(request);
    answers.set(key, known);
    return known;
  };
  const ask = async (request: WireRequest) => {
    const answer = await transportFor(answerer, request.url)(request, { signal: undefined, stream: undefined });
    discard(answer);
    return answer;
  };
  const outcomes: Outcome[] = [];
  for (const engine of engines) outcomes.push(await simulate(page, send, { engine, cache: new PreflightCache() }));
  return outcomes;
}

/** Names have no case, and lines no order that a server may go by. */
function keyOf({ method, url, headers }: WireRequest): string {
  return JSON.stringify([method, url, headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort()]);
}

/** Whether the browser judged an answer of the server's, and kept it from the page. */
export const isDenied = ({ block }: Outcome): boolean => block !== undefined && !isUntold(block);

/** No answer came, or nothing was asked: that says nothing of whom the server lets in. */
export const isUndecided = ({ block }: Outcome): boolean => block !== undefined && isUntold(block);

const isUntold = ({ stage, code }: NonNullable<Outcome['block']>): boolean =>
  stage === 'request' || code === 'NetworkFailure' || code === 'InvalidResponse';
