import { type Front, type HarmlessRequest, Permission, type Probe } from '@corsmith/doctor';
import { isHarmless, pathlessKey, responseTo, wireKey, withUnsent } from '@corsmith/doctor/examination';
import { type EngineName, type ProbedExchange, simulate, type WireRequest } from '@corsmith/protocol';
import type { DeniedPart, Expectation, Visit } from '../expectation.js';
import { judge } from '../judge.js';
import type { Verdict } from '../verdict.js';
import type { VerdictCache } from './verdict-cache.js';

export interface Judged {
  readonly expectation: Expectation;
  readonly verdict: Verdict;
  /** Requests that may change data and were sent for it: never send them again. */
  readonly sentOnce: readonly ProbedExchange[];
  /** In milliseconds, without exchanges shared with an earlier expectation. */
  readonly durationMs: number;
}

/** What all visits share. */
export interface Visitor {
  readonly probe: Probe;
  /** Sends requests that may change data; absent if they are not sent. */
  readonly changing?: Front;
  readonly engines: readonly EngineName[];
  readonly cache: VerdictCache;
}

/**
 * Sends the requests of one page to one endpoint as every engine would, and judges the results. Equal requests are sent
 * once. A request that may change data is sent once for each expectation, or not at all.
 */
export async function verdictsOf(
  { expectations }: Visit,
  { probe, changing, engines, cache }: Visitor,
): Promise<readonly Judged[]> {
  /** By URL, then by everything else. */
  const known = new Map<string, Map<string, Promise<ProbedExchange>>>();
  const exchanges: ProbedExchange[] = [];

  function knownAt(url: string): Map<string, Promise<ProbedExchange>> {
    const there = known.get(url) ?? new Map<string, Promise<ProbedExchange>>();
    known.set(url, there);
    return there;
  }

  function send(request: HarmlessRequest, pathless: string): Promise<ProbedExchange> {
    const sent = probe.send(request).then((exchange) => {
      exchanges.push(exchange);
      return exchange;
    });
    knownAt(request.url).set(pathless, sent);
    return sent;
  }

  /** The cached verdict, if the requests get the same responses. */
  async function cachedVerdict(expectation: Expectation): Promise<Verdict | undefined> {
    const cached = cache.get(expectation);
    if (!cached) return undefined;
    const { url } = expectation.request;
    const there = knownAt(url);
    for (const { request, pathless, isSame } of cached.steps) {
      const { response } = await (there.get(pathless) ?? send({ ...request, url }, pathless));
      if (!response || !isSame(response)) return undefined;
    }
    return cached.verdict;
  }

  async function judgedBy(expectation: Expectation): Promise<Omit<Judged, 'durationMs'>> {
    const cached = await cachedVerdict(expectation);
    if (cached) return { expectation, verdict: cached, sentOnce: [] };
    const requests = new Map<Promise<ProbedExchange>, HarmlessRequest>();
    const permission = new Permission();
    const once = new Map<string, Promise<ProbedExchange>>();

    function sendHarmless(request: HarmlessRequest): Promise<ProbedExchange> {
      const pathless = pathlessKey(request);
      const sent = knownAt(request.url).get(pathless) ?? send(request, pathless);
      requests.set(sent, request);
      return sent;
    }

    function sendChanging(request: WireRequest): Promise<ProbedExchange> | undefined {
      if (expectation.denied && isDecided(expectation.denied, requests.values())) return undefined;
      const key = wireKey(request);
      const sent = once.get(key) ?? changing?.send(request, permission);
      if (sent) once.set(key, sent);
      return sent;
    }

    const outcomes = await Promise.all(
      engines.map((engine) =>
        simulate(
          expectation.request,
          (wire) => responseTo(wire, isHarmless(wire) ? sendHarmless(wire) : sendChanging(wire)),
          {
            engine,
          },
        ),
      ),
    );
    const sentOnce = await Promise.all(once.values());
    const seen = [...exchanges, ...sentOnce];
    const verdict = judge(
      expectation,
      outcomes.map((outcome) => withUnsent(outcome, seen)),
    );
    if (sentOnce.length === 0 && (verdict.kind === 'holds' || verdict.kind === 'not-verified')) {
      const steps = [...requests].map(async ([sent, request]) => ({ ...(await sent), request }));
      cache.store(expectation, verdict, await Promise.all(steps));
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

/** Where the preflight decides whether a denied request is sent, it is never sent to find out. */
const isDecided = (denied: DeniedPart, sent: Iterable<HarmlessRequest>): boolean =>
  (denied !== 'origin' && denied !== 'credentials') || [...sent].some(({ kind }) => kind === 'preflight');
