import { createProbe, type Probe, type ProbeOptions } from '@corsmith/doctor';
import { atTheFront } from '@corsmith/doctor/examination';
import { BROWSERS, type EngineName } from '@corsmith/protocol';
import type { Contract, Endpoint } from '../contract.js';
import type { Expectation, Visit } from '../expectation.js';
import { plan } from '../plan.js';
import { limitConcurrency } from './concurrency.js';
import { knownCourses } from './known-courses.js';
import { type Judged, verdictsOf } from './visit.js';

export interface VerifyOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'> {
  /** Those that must all agree with the contract. Default Chromium, Firefox and WebKit. */
  readonly engines?: readonly EngineName[];
  /** Pages that make requests at a time, in total. Default 32. */
  readonly concurrency?: number;
  /** Of those at one host, at most. Default 6, as a browser's connections. */
  readonly perHost?: number;
  /** How often what fails is tried again, with a pause before. Default 0. */
  readonly retries?: number;
  /** Which expectations to look at; default all. */
  readonly selects?: (expectation: Expectation) => boolean;
  /** Which results are kept and returned: of a hundred thousand most hold. Default all. */
  readonly keeps?: 'all' | 'failing';
  /** Whether an expectation that could not be verified counts as broken. Default false. */
  readonly strict?: boolean;
  /** Told of each as soon as it is known. */
  readonly onResult?: (result: Result) => void;
}

export interface Result extends Judged {
  /** More than 1 where it was tried again. */
  readonly attempts: number;
}

/** Before the first retry, in milliseconds; twice as long before each that follows. */
const PAUSE_MS = 200;

/**
 * Holds servers to a contract: makes all requests that it speaks of, over connections that are kept, and judges what
 * comes. The results stand in the order of the contract. Rejects only with the signal's reason.
 */
export async function verify(contract: Contract, options: VerifyOptions = {}): Promise<readonly Result[]> {
  const { engines = BROWSERS, concurrency = 32, perHost = 6, retries = 0, keeps = 'all', strict = false } = options;
  const { selects, onResult, timeoutMs, ca, signal } = options;
  const probing = { ...(timeoutMs && { timeoutMs }), ...(ca && { ca }), ...(signal && { signal }) };
  // What an expectation is about was named by the contract; where a redirect leads was not.
  const named = new Set(
    contract.endpoints.flatMap(({ url, errorPaths }) => [url, ...errorPaths].map((text) => new URL(text).hostname)),
  );
  const front = createProbe({ ...probing, named });
  const results = new Map<Endpoint, (readonly Result[])[]>(contract.endpoints.map((endpoint) => [endpoint, []]));
  const total = limitConcurrency(concurrency);
  const courses = knownCourses();

  async function attend(visit: Visit, place: number): Promise<void> {
    const own = results.get(visit.endpoint)!;
    const found = await settled(visit);
    // An engine takes the end of a request for a failure of the network.
    signal?.throwIfAborted();
    own[place] = keeps === 'all' ? found : found.filter(({ verdict }) => verdict.kind !== 'holds');
    if (onResult) found.forEach(onResult);
  }

  async function settled(visit: Visit): Promise<readonly Result[]> {
    const probe = visit.server ? directProbe(visit, probing) : front;
    const changing = visit.endpoint.send && !visit.server ? { changing: front } : {};
    const visitor = { probe, engines, courses, ...changing };
    const judgedOnce = (judged: Judged, attempts: number): Result => ({
      ...judged,
      verdict: strict ? strictly(judged.verdict) : judged.verdict,
      attempts,
    });
    try {
      const found = (await verdictsOf(visit, visitor)).map((judged) => judgedOnce(judged, 1));
      for (let attempt = 2; attempt <= retries + 1; attempt++) {
        const failing = found.filter(isWorthRetrying);
        if (failing.length === 0) break;
        await pause(PAUSE_MS * 2 ** (attempt - 2), signal);
        const expectations = failing.map(({ expectation }) => expectation);
        for (const judged of await verdictsOf({ ...visit, expectations }, visitor))
          found[found.findIndex(({ expectation }) => expectation === judged.expectation)] = judgedOnce(judged, attempt);
      }
      return found;
    } finally {
      if (probe !== front) probe.close();
    }
  }

  /** As many pages at a time as one host may have; each takes the next visit when it is done with one. */
  async function attendHost(endpoints: readonly Endpoint[]): Promise<void> {
    const visits = plan({ ...contract, endpoints });
    const places = new Map<Endpoint, number>();
    const page = async () => {
      for (;;) {
        await total.acquire();
        try {
          const visit = nextVisit(visits, selects);
          if (!visit) return;
          const place = places.get(visit.endpoint) ?? 0;
          places.set(visit.endpoint, place + 1);
          await attend(visit, place);
        } finally {
          total.release();
        }
      }
    };
    await Promise.all(Array.from({ length: perHost }, page));
  }

  try {
    await Promise.all([...byHost(contract.endpoints).values()].map(attendHost));
    return [...results.values()].flat(2);
  } finally {
    front.close();
  }
}

/** Nothing that may have changed data is sent a second time, and what was not sent stays unknown. */
const isWorthRetrying = ({ verdict, sentOnce }: Result): boolean =>
  sentOnce.length === 0 &&
  (verdict.kind === 'unreachable' || (verdict.kind === 'broken' && verdict.reason !== 'not-verified'));

const strictly = (verdict: Judged['verdict']): Judged['verdict'] =>
  verdict.kind === 'not-verified'
    ? { kind: 'broken', reason: 'not-verified', engines: [], message: verdict.message }
    : verdict;

function directProbe({ endpoint, origin, server }: Visit, options: ProbeOptions): Probe {
  const page = { origin, url: endpoint.url };
  const { insecureDirect } = endpoint;
  return atTheFront(createProbe({ ...options, page, ...(server && { direct: server }), insecureDirect }));
}

/** The next one with anything to look at. */
function nextVisit(visits: Generator<Visit>, selects: VerifyOptions['selects']): Visit | undefined {
  for (let next = visits.next(); !next.done; next = visits.next()) {
    if (!selects) return next.value;
    const expectations = next.value.expectations.filter(selects);
    if (expectations.length > 0) return { ...next.value, expectations };
  }
  return undefined;
}

function byHost(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  const hosts = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const { host } = new URL(endpoint.url);
    const own = hosts.get(host) ?? [];
    own.push(endpoint);
    hosts.set(host, own);
  }
  return hosts;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
