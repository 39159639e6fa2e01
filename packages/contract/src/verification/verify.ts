import { createProbe, type Probe, type ProbeOptions } from '@corsmith/doctor';
import { atTheFront } from '@corsmith/doctor/examination';
import { BROWSERS, type EngineName } from '@corsmith/protocol';
import type { Contract, Endpoint } from '../contract.js';
import type { Expectation, Visit } from '../expectation.js';
import { plan } from '../plan.js';
import { limitConcurrency } from './concurrency.js';
import { createVerdictCache } from './verdict-cache.js';
import { type Judged, verdictsOf } from './visit.js';

export interface VerifyOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'> {
  /** The engines that must all agree with the contract. Default: Chromium, Firefox and WebKit. */
  readonly engines?: readonly EngineName[];
  /** Total number of concurrent pages. Default 32. */
  readonly concurrency?: number;
  /** Concurrent pages per host. Default 6, like a browser's connections. */
  readonly perHost?: number;
  /** Retries of failures, each after a pause. Default 0. */
  readonly retries?: number;
  /** Selects expectations; default: all. */
  readonly selects?: (expectation: Expectation) => boolean;
  /** Which results are returned: most of a hundred thousand hold. Default: all. */
  readonly returns?: 'all' | 'failing';
  /** Whether an expectation that could not be verified counts as broken. Default false. */
  readonly strict?: boolean;
  /** Called with each result as soon as it is known. */
  readonly onResult?: (result: Result) => void;
}

export interface Result extends Judged {
  /** More than 1 after retries. */
  readonly attempts: number;
}

/** Pause before the first retry, in milliseconds; doubled before each further one. */
const PAUSE_MS = 200;

/**
 * Tests servers against a contract: sends all its requests over persistent connections and judges the responses. Results
 * are in the order of the contract. Rejects only with the signal's reason.
 */
export async function verify(contract: Contract, options: VerifyOptions = {}): Promise<readonly Result[]> {
  const { engines = BROWSERS, concurrency = 32, perHost = 6, retries = 0, returns = 'all', strict = false } = options;
  const { selects, onResult, timeoutMs, ca, signal } = options;
  const probing = { ...(timeoutMs && { timeoutMs }), ...(ca && { ca }), ...(signal && { signal }) };
  // These hosts are named by the contract; the targets of redirects are not.
  const named = new Set(
    contract.endpoints.flatMap(({ url, errorPaths }) => [url, ...errorPaths].map((text) => new URL(text).hostname)),
  );
  const front = createProbe({ ...probing, named });
  const results = new Map<Endpoint, (readonly Result[])[]>(contract.endpoints.map((endpoint) => [endpoint, []]));
  const total = limitConcurrency(concurrency);
  const cache = createVerdictCache();

  async function run(visit: Visit, place: number): Promise<void> {
    const found = await resultsOf(visit);
    // Engines treat an aborted request as a network failure.
    signal?.throwIfAborted();
    const own = results.get(visit.endpoint) ?? [];
    results.set(visit.endpoint, own);
    own[place] = returns === 'all' ? found : found.filter(({ verdict }) => verdict.kind !== 'holds');
    if (onResult) found.forEach(onResult);
  }

  async function resultsOf(visit: Visit): Promise<readonly Result[]> {
    const probe = visit.server ? directProbe(visit, probing) : front;
    const changing = visit.endpoint.send && !visit.server ? { changing: front } : {};
    const visitor = { probe, engines, cache, ...changing };
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

  /** Runs the concurrent pages of one host; each takes the next visit when it is done. */
  async function runHost(endpoints: readonly Endpoint[]): Promise<void> {
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
          await run(visit, place);
        } finally {
          total.release();
        }
      }
    };
    await Promise.all(Array.from({ length: perHost }, page));
  }

  try {
    await Promise.all([...byHost(contract.endpoints).values()].map(runHost));
    return [...results.values()].flat(2);
  } finally {
    front.close();
  }
}

/** Requests that may have changed data are never repeated, and unsent ones stay unknown. */
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

/** The next visit with a selected expectation. */
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
