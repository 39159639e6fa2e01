import type { Probe } from '@corsmith/doctor';
import { isUnsafe, pathlessKey, replay, standIns } from '@corsmith/doctor/examination';
import { type EngineName, type ProbedExchange, type Send, simulate, type WireRequest } from '@corsmith/protocol';
import type { Expectation, Visit } from '../expectation.js';
import { judge, type Verdict } from '../judge.js';
import type { KnownCourses, Taken } from './known-courses.js';

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
  /** By URL, then by all else. */
  const known = new Map<string, Map<string, Promise<ProbedExchange>>>();
  const answered: { readonly exchange: ProbedExchange; readonly why: string | undefined }[] = [];
  /** What the expectation at hand has asked, each once. */
  let course = new Map<Promise<ProbedExchange>, Omit<Taken, 'response'>>();

  function knownAt(url: string): Map<string, Promise<ProbedExchange>> {
    const there = known.get(url) ?? new Map<string, Promise<ProbedExchange>>();
    known.set(url, there);
    return there;
  }

  function ask(request: WireRequest, why: string | undefined, pathless: string): Promise<ProbedExchange> {
    const asked = probe.send(request).then((exchange) => {
      answered.push({ exchange, why });
      return exchange;
    });
    knownAt(request.url).set(pathless, asked);
    return asked;
  }

  function askOnCourse(request: WireRequest, why?: string): Promise<ProbedExchange> {
    const pathless = pathlessKey(request);
    const asked = knownAt(request.url).get(pathless) ?? ask(request, why, pathless);
    if (!course.has(asked)) course.set(asked, { request, why });
    return asked;
  }

  const exchanges = (): readonly ProbedExchange[] =>
    answered.map(({ exchange, why }) => (why === undefined ? exchange : { ...exchange, why }));

  const send: Send = async (wire) => {
    if (isUnsafe(wire) && !endpoint.send) {
      await Promise.all(standIns(exchanges(), wire).map(({ request, why }) => askOnCourse(request, why)));
      return replay(exchanges())(wire);
    }
    const { response, failure } = await askOnCourse(wire);
    if (!response) throw failure;
    return response;
  };

  /** Whether the requests take the course after which the same expectation held before. */
  async function isAsBefore(expectation: Expectation): Promise<boolean> {
    const steps = courses.of(expectation);
    if (!steps) return false;
    const { url } = expectation.request;
    const there = knownAt(url);
    for (const { request, pathless, why, isSame } of steps) {
      const { response } = await (there.get(pathless) ?? ask({ ...request, url }, why, pathless));
      if (!response || !isSame(response)) return false;
    }
    return true;
  }

  async function verdictOn(expectation: Expectation): Promise<Verdict> {
    if (await isAsBefore(expectation)) return HOLDS;
    course = new Map();
    const outcomes = await Promise.all(engines.map((engine) => simulate(expectation.request, send, { engine })));
    const verdict = judge(expectation, outcomes);
    if (verdict.kind !== 'holds') return verdict;
    const steps = [...course].map(async ([asked, taken]) => ({ ...(await asked), ...taken }));
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
