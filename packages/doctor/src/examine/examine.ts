import { type Outcome, type PageRequest, type Send, simulate } from '@corsmith/protocol';
import type { DiagnoseOptions } from '../diagnose-options.js';
import type { VerdictEngine } from '../diagnosis.js';
import type { Seen } from '../facts/seen.js';
import { atTheFront } from '../probe/at-the-front.js';
import { TIMEOUT_MS } from '../probe/limits.js';
import { Permission } from '../probe/permission.js';
import { createProbe, type DirectServer, type Front, type Probe } from '../probe/probe.js';
import { comparedRequests, layerFacts, probeLayer } from './compare-layers.js';
import { errorPaths } from './error-paths.js';
import { findLocalServer } from './local-server.js';
import { nextProbes } from './next-probes.js';
import { type Observed, observe } from './observe.js';
import { plan } from './planned.js';
import { responseTo, withUnsent } from './unsent.js';

/** In the order in which their exchanges are shown. */
export const ENGINES: readonly VerdictEngine[] = ['chromium', 'firefox', 'webkit', 'standard'];

/** The most extra probes, not counting those of `direct` and `paths`. */
const BUDGET = 12;

/** The responses to extra probes may call for one more round. */
const ROUNDS = 2;

/**
 * Sends all that a diagnosis needs: what browsers send, at the same time the same to the servers behind the URL's host, and
 * then, in parallel, the extra probes that distinguish causes.
 */
export async function examine(request: PageRequest, options: DiagnoseOptions): Promise<Seen> {
  const { read = [], at, direct = [], paths = false, extraProbes = true, timeoutMs = TIMEOUT_MS, signal, ca } = options;
  const planned = await plan(request);
  const shared = { page: request, timeoutMs, ...(signal && { signal }), ...(ca && { ca }) };
  const probeOf = (server: DirectServer) =>
    createProbe({ ...shared, direct: server, insecureDirect: options.insecureDirect === true });
  const front = frontOf(options, { at: (server) => atTheFront(probeOf(server)), url: () => createProbe(shared) });
  const behind = direct.map(probeOf);
  const observation = observe(front, {
    timeoutMs,
    ...(options.onExchange && { onExchange: options.onExchange }),
    ...(options.sentBefore && { before: options.sentBefore }),
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

  async function browse(): Promise<readonly Outcome[]> {
    const outcomes = await Promise.all(ENGINES.map((engine) => simulate(request, send, { engine })));
    let left = extraProbes ? BUDGET : 0;
    for (let round = 0; round < ROUNDS; round++) {
      const next = left > 0 ? observation.unsent(await nextProbes(seenBy(outcomes))) : [];
      const affordable = next.slice(0, left);
      left -= affordable.length;
      await Promise.all([...affordable, ...(round === 0 ? named : [])].map(observation.probe));
    }
    return outcomes;
  }

  try {
    const [outcomes, responses, localServer] = await Promise.all([
      browse(),
      Promise.all(behind.map((server) => probeLayer(observation, server, compared))),
      at || !extraProbes ? undefined : findLocalServer(request, options.resolve),
    ]);
    const seen = seenBy(outcomes);
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

/** A server behind the URL's host is never sent what may change data. */
function frontOf(
  { at, send }: DiagnoseOptions,
  probes: { readonly at: (server: DirectServer) => Probe; readonly url: () => Front },
): Observed {
  if (at) return { probe: probes.at(at) };
  return send ? { probe: probes.url(), permission: new Permission() } : { probe: probes.url() };
}

const layerName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);
