import { type EngineName, type Send, simulate, type WireRequest } from '@corsmith/protocol';
import type { Expectation, Visit } from '../contract/expectation.js';
import { judge, type Verdict } from '../contract/judge.js';
import type { ProbedExchange } from '../diagnosis.js';
import { standIns } from '../examine/stand-in.js';
import { replay } from '../facts/seen.js';
import { isUnsafe, wireKey } from '../facts/wire.js';
import type { Probe } from '../probe/probe.js';

export interface Judged {
  readonly expectation: Expectation;
  readonly verdict: Verdict;
  /** Of its exchanges, those aside that an expectation before it had already, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Makes the requests of one page at one endpoint, each as every engine would, and judges them. What goes over the wire
 * alike goes once. A request that may change something is held back unless the endpoint says otherwise: its preflight is
 * sent, and a GET that stands for it.
 */
export async function verdictsOf(
  { endpoint, expectations }: Visit,
  probe: Probe,
  engines: readonly EngineName[],
): Promise<readonly Judged[]> {
  const known = new Map<string, Promise<ProbedExchange>>();
  const answered: ProbedExchange[] = [];

  function ask(request: WireRequest, why?: string): Promise<ProbedExchange> {
    const key = wireKey(request);
    const before = known.get(key);
    if (before) return before;
    const asked = probe.send(request).then((exchange) => {
      // Whichever server was asked, here it is the one that answers.
      answered.push({ ...exchange, layer: 'front', ...(why !== undefined && { why }) });
      return exchange;
    });
    known.set(key, asked);
    return asked;
  }

  const send: Send = async (wire) => {
    if (isUnsafe(wire) && !endpoint.send) {
      await Promise.all(standIns(answered, wire).map(({ request, why }) => ask(request, why)));
      return replay(answered)(wire);
    }
    const { response, failure } = await ask(wire);
    if (!response) throw failure;
    return response;
  };

  const judged: Judged[] = [];
  for (const expectation of expectations) {
    const began = performance.now();
    const outcomes = await Promise.all(engines.map((engine) => simulate(expectation.request, send, { engine })));
    judged.push({ expectation, verdict: judge(expectation, outcomes), durationMs: performance.now() - began });
  }
  return judged;
}
