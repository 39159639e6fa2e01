import { type EngineName, type Send, simulate, type WireRequest } from '@corsmith/protocol';
import type { Expectation, Visit } from '../contract/expectation.js';
import { judge, type Verdict } from '../contract/judge.js';
import type { ProbedExchange } from '../diagnosis.js';
import { standIns } from '../examine/stand-in.js';
import { replay } from '../facts/seen.js';
import { isUnsafe, wireKey, wireKeyAt } from '../facts/wire.js';
import type { Probe } from '../probe/probe.js';
import type { KnownCourses } from './known-courses.js';

export interface Judged {
  readonly expectation: Expectation;
  readonly verdict: Verdict;
  /** Of its exchanges, those aside that an expectation before it had already, in milliseconds. */
  readonly durationMs: number;
}

/** With what visits are made. */
export interface Visitor {
  readonly probe: Probe;
  readonly engines: readonly EngineName[];
  /** Shared by all visits. */
  readonly courses: KnownCourses;
}

/**
 * Makes the requests of one page at one endpoint, each as every engine would, and judges them. What goes over the wire
 * alike goes once. A request that may change something is held back unless the endpoint says otherwise: its preflight is
 * sent, and a GET that stands for it.
 */
export async function verdictsOf(
  { endpoint, expectations }: Visit,
  { probe, engines, courses }: Visitor,
): Promise<readonly Judged[]> {
  const known = new Map<string, Promise<ProbedExchange>>();
  const answered: ProbedExchange[] = [];
  /** What the expectation at hand has asked, each once. */
  let course = new Map<string, Asked>();

  function ask(request: WireRequest, why?: string, key = wireKey(request)): Promise<ProbedExchange> {
    const asked = known.get(key) ?? probe.send(request).then((exchange) => remember(exchange, why));
    known.set(key, asked);
    if (!course.has(key)) course.set(key, { request, why, asked });
    return asked;
  }

  function remember(exchange: ProbedExchange, why: string | undefined): ProbedExchange {
    // Whichever server was asked, here it is the one that answers.
    answered.push({ ...exchange, layer: 'front', ...(why !== undefined && { why }) });
    return exchange;
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

  /** Whether the requests take the course after which the same expectation held before. */
  async function isAsBefore(expectation: Expectation): Promise<boolean> {
    const steps = courses.of(expectation) ?? [];
    const { url } = expectation.request;
    for (const { request, pathless, why, isSame } of steps) {
      const { response } = await ask({ ...request, url }, why, wireKeyAt(url, pathless));
      if (!response || !isSame(response)) return false;
    }
    return steps.length > 0;
  }

  async function verdictOn(expectation: Expectation): Promise<Verdict> {
    course = new Map();
    if (await isAsBefore(expectation)) return HOLDS;
    const outcomes = await Promise.all(engines.map((engine) => simulate(expectation.request, send, { engine })));
    const verdict = judge(expectation, outcomes);
    if (verdict.kind !== 'holds') return verdict;
    const steps = [...course.values()].map(async ({ request, why, asked }) => ({ ...(await asked), request, why }));
    courses.learn(expectation, await Promise.all(steps));
    return HOLDS;
  }

  const judged: Judged[] = [];
  for (const expectation of expectations) {
    const began = performance.now();
    const verdict = await verdictOn(expectation);
    judged.push({ expectation, verdict, durationMs: performance.now() - began });
  }
  return judged;
}

/** One for all: there may be a hundred thousand. */
const HOLDS: Verdict = { kind: 'holds' };

interface Asked {
  readonly request: WireRequest;
  readonly why: string | undefined;
  readonly asked: Promise<ProbedExchange>;
}
