import { type Front, type HarmlessRequest, Permission, type Probe } from '@corsmith/doctor';
import { isHarmless, pathlessKey, responseTo, wireKey, withUnsent } from '@corsmith/doctor/examination';
import { type EngineName, type ProbedExchange, simulate, type WireRequest } from '@corsmith/protocol';
import type { Expectation, Visit } from '../expectation.js';
import { judge, type Verdict } from '../judge.js';
import type { KnownCourses } from './known-courses.js';

export interface Judged {
  readonly expectation: Expectation;
  readonly verdict: Verdict;
  /** What may change data and was sent for it: nothing is to send it again. */
  readonly sentOnce: readonly ProbedExchange[];
  /** Of its exchanges, those aside that an expectation before it had already, in milliseconds. */
  readonly durationMs: number;
}

/** With what visits are made. */
export interface Visitor {
  readonly probe: Probe;
  /** Where requests that may change data go; absent if they are not sent. */
  readonly changing?: Front;
  readonly engines: readonly EngineName[];
  /** Shared by all visits. */
  readonly courses: KnownCourses;
}

/**
 * Makes the requests of one page at one endpoint, each as every engine would, and judges them. What goes over the wire
 * alike goes once. A request that may change data goes once for each expectation, or not at all.
 */
export async function verdictsOf(
  { expectations }: Visit,
  { probe, changing, engines, courses }: Visitor,
): Promise<readonly Judged[]> {
  /** By URL, then by all else. */
  const known = new Map<string, Map<string, Promise<ProbedExchange>>>();
  const answered: ProbedExchange[] = [];

  function knownAt(url: string): Map<string, Promise<ProbedExchange>> {
    const there = known.get(url) ?? new Map<string, Promise<ProbedExchange>>();
    known.set(url, there);
    return there;
  }

  function ask(request: HarmlessRequest, pathless: string): Promise<ProbedExchange> {
    const asked = probe.send(request).then((exchange) => {
      answered.push(exchange);
      return exchange;
    });
    knownAt(request.url).set(pathless, asked);
    return asked;
  }

  /** The verdict on the same expectation before, if the requests take the same course. */
  async function asBefore(expectation: Expectation): Promise<Verdict | undefined> {
    const course = courses.of(expectation);
    if (!course) return undefined;
    const { url } = expectation.request;
    const there = knownAt(url);
    for (const { request, pathless, isSame } of course.steps) {
      const { response } = await (there.get(pathless) ?? ask({ ...request, url }, pathless));
      if (!response || !isSame(response)) return undefined;
    }
    return course.verdict;
  }

  async function judgedBy(expectation: Expectation): Promise<Omit<Judged, 'durationMs'>> {
    const before = await asBefore(expectation);
    if (before) return { expectation, verdict: before, sentOnce: [] };
    const course = new Map<Promise<ProbedExchange>, HarmlessRequest>();
    const permission = new Permission();
    const once = new Map<string, Promise<ProbedExchange>>();

    function askOnCourse(request: HarmlessRequest): Promise<ProbedExchange> {
      const pathless = pathlessKey(request);
      const asked = knownAt(request.url).get(pathless) ?? ask(request, pathless);
      course.set(asked, request);
      return asked;
    }

    function change(request: WireRequest): Promise<ProbedExchange> | undefined {
      const key = wireKey(request);
      const sent = once.get(key) ?? changing?.send(request, permission);
      if (sent) once.set(key, sent);
      return sent;
    }

    const outcomes = await Promise.all(
      engines.map((engine) =>
        simulate(expectation.request, (wire) => responseTo(wire, isHarmless(wire) ? askOnCourse(wire) : change(wire)), {
          engine,
        }),
      ),
    );
    const sentOnce = await Promise.all(once.values());
    const seen = [...answered, ...sentOnce];
    const verdict = judge(
      expectation,
      outcomes.map((outcome) => withUnsent(outcome, seen)),
    );
    if (sentOnce.length === 0 && (verdict.kind === 'holds' || verdict.kind === 'not-verified')) {
      const steps = [...course].map(async ([asked, request]) => ({ ...(await asked), request }));
      courses.learn(expectation, verdict, await Promise.all(steps));
    }
    return { expectation, verdict, sentOnce };
  }

  const judged: Judged[] = [];
  for (const expectation of expectations) {
    const began = performance.now();
    judged.push({ ...(await judgedBy(expectation)), durationMs: performance.now() - began });
  }
  return judged;
}
