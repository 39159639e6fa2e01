import { defined, type Outcome, type PageRequest, type ProbedExchange, type Send, simulate } from '@corsmith/protocol';
import type { DiagnoseOptions } from '../diagnose-options.js';
import type { VerdictEngine } from '../diagnosis.js';
import { isBlocked } from '../facts/problem.js';
import type { Seen } from '../facts/seen.js';
import { atTheFront } from '../probe/at-the-front.js';
import type { HarmlessRequest } from '../probe/harmless.js';
import { TIMEOUT_MS } from '../probe/limits.js';
import { Permission } from '../probe/permission.js';
import { createProbe, type DirectServer, type Front, type Probe } from '../probe/probe.js';
import { frontWithCookies, withCookies } from '../probe/with-cookies.js';
import { comparedRequests, layerFacts, probeLayer } from './compare-layers.js';
import { errorPaths } from './error-paths.js';
import { findLocalServer } from './local-server.js';
import { nextProbes } from './next-probes.js';
import { type Observed, observe } from './observe.js';
import { plan } from './planned.js';
import { repeatable, repeatsIn } from './repeats.js';
import { responseTo, withUnsent } from './unsent.js';
import type { HandshakeOptions } from './websocket-handshake.js';

/** In the order in which their exchanges are shown. */
export const ENGINES: readonly VerdictEngine[] = ['chromium', 'firefox', 'webkit', 'standard'];

/** The most extra probes, not counting those of `direct` and `paths`. */
const BUDGET = 12;

/** The most in one round if the browser blocks the request, which is repeated as well. */
const BUDGET_BLOCKED = 10;

/** The most requests in all if the browser blocks the first. */
const MOST_REQUESTS = 20;

/** The responses to extra probes may call for one more round. */
const ROUNDS = 2;

/**
 * Sends all that a diagnosis needs: what browsers send, at the same time the same to the servers behind the URL's host, and
 * then, in parallel, the extra probes that distinguish causes.
 */
export async function examine(request: PageRequest, options: DiagnoseOptions): Promise<Seen> {
  const { read = [], at, direct = [], paths = false, extraProbes = true, timeoutMs = TIMEOUT_MS } = options;
  const { repeat, signal, ca } = options;
  const planned = await plan(request);
  const shared = { page: request, timeoutMs, ...defined({ signal, ca }) };
  const probeOf = (server: DirectServer) =>
    createProbe({ ...shared, direct: server, insecureDirect: options.insecureDirect === true });
  const cookieFor = await cookieSource(request, options.cookies ?? []);
  const withPage = (probe: Probe): Probe => (cookieFor ? withCookies(probe, cookieFor) : probe);
  const frontWithPage = (probe: Front): Front => (cookieFor ? frontWithCookies(probe, cookieFor) : probe);
  const front = frontOf(options, {
    at: (server) => withPage(atTheFront(probeOf(server))),
    url: () => frontWithPage(createProbe(shared)),
  });
  const behind = direct.map(probeOf).map(withPage);
  const observation = observe(front, {
    timeoutMs,
    ...defined({ onExchange: options.onExchange, before: options.sentBefore }),
  });
  const key = crypto.randomUUID().slice(0, 8);
  const compared = direct.length > 0 ? comparedRequests(planned, key) : {};
  const named = [...Object.values(compared), ...(paths && planned.actual ? errorPaths(planned.actual, key) : [])];

  const send: Send = (wire) => responseTo(wire, observation.send(wire));

  /** The wire so far; the responses of the servers behind the URL's host are known only at the end. */
  const seenBy = (outcomes: readonly Outcome[]): Seen => {
    const exchanges = observation.exchanges();
    const known = outcomes.map((outcome) => withUnsent(outcome, exchanges));
    return { request, planned, outcomes: known, observed: exchanges, exchanges, layers: [], read, key };
  };

  const repeated = new Set<HarmlessRequest>();
  const again = async (requests: readonly HarmlessRequest[], times: number) => {
    for (const request of requests) repeated.add(request);
    await Promise.all(requests.flatMap((request) => Array.from({ length: times }, () => observation.again(request))));
  };

  async function browse(): Promise<readonly Outcome[]> {
    const outcomes = await Promise.all(ENGINES.map((engine) => simulate(request, send, { engine })));
    const first = seenBy(outcomes);
    const most = isBlocked(first) ? MOST_REQUESTS - first.exchanges.length : BUDGET;
    let left = extraProbes ? most : 0;
    for (let round = 0; round < ROUNDS; round++) {
      const seen = seenBy(outcomes);
      const next = left > 0 ? observation.unsent(await nextProbes(seen)) : [];
      const decisive = repeat === undefined && left > 0 ? repeatsIn(round, seen, next) : { requests: [], times: 0 };
      left -= decisive.requests.length * decisive.times;
      const affordable = next.slice(0, Math.max(0, Math.min(left, isBlocked(seen) ? BUDGET_BLOCKED : BUDGET)));
      left -= affordable.length;
      await Promise.all([
        ...[...affordable, ...(round === 0 ? named : [])].map(observation.probe),
        again(decisive.requests, decisive.times),
        ...(round === 0 && repeat !== undefined ? [again(repeatable(seen), repeat - 1)] : []),
      ]);
    }
    return outcomes;
  }

  try {
    const [outcomes, responses, localServer, handshake] = await Promise.all([
      browse(),
      Promise.all(behind.map((server) => probeLayer(observation, server, compared))),
      at || !extraProbes ? undefined : findLocalServer(request, options.resolve),
      extraProbes && /^wss?:/i.test(request.url) ? handshakeOf(request, shared) : undefined,
    ]);
    const browsed = seenBy(outcomes);
    const repetition =
      repeated.size > 0
        ? await (await import('../facts/repetition.js')).repetitionOf(request, browsed.exchanges, [...repeated])
        : undefined;
    const cookies = await cookiesIn(browsed.exchanges, request, options.cookies);
    const seen = {
      ...browsed,
      ...defined({ repetition, handshake, cookies }),
    };
    const layers = direct.map((server, i) => ({ name: layerName(server), responses: responses[i] ?? {} }));
    return {
      ...seen,
      ...(direct.length > 0 && { layers: await layerFacts(request, seen.exchanges, compared, layers) }),
      ...(localServer && { localServer }),
    };
  } finally {
    for (const probe of [front.probe, ...behind]) probe.close();
  }
}

/** The Cookie header of each URL; undefined if the page has none, so that nothing is loaded for it. */
async function cookieSource(request: PageRequest, given: readonly string[]) {
  if (given.length === 0) return undefined;
  const { cookieHeader, publicSuffixes } = await import('../cookies/judged-cookies.js');
  return cookieHeader(request, given, await publicSuffixes());
}

const cookiesIn = async (
  exchanges: readonly ProbedExchange[],
  request: PageRequest,
  given: readonly string[] | undefined,
): Promise<Seen['cookies']> =>
  given && (await import('../cookies/judged-cookies.js')).judgedCookies(request, exchanges, given);

const handshakeOf = async (request: PageRequest, options: HandshakeOptions) =>
  (await import('./websocket-handshake.js')).shakeHands(request, options);

/** A server behind the URL's host is never sent what may change data. */
function frontOf(
  { at, send }: DiagnoseOptions,
  probes: { readonly at: (server: DirectServer) => Probe; readonly url: () => Front },
): Observed {
  if (at) return { probe: probes.at(at) };
  return send ? { probe: probes.url(), permission: new Permission() } : { probe: probes.url() };
}

const layerName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);
