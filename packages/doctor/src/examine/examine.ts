import { type Outcome, type PageRequest, type Send, simulate } from '@corsmith/protocol';
import type { DiagnoseOptions } from '../diagnose.js';
import type { VerdictEngine } from '../diagnosis.js';
import { replay, type Seen } from '../facts/seen.js';
import { isUnsafe, passing } from '../facts/wire.js';
import { atTheFront } from '../probe/at-the-front.js';
import { TIMEOUT_MS } from '../probe/limits.js';
import { createProbe, type DirectServer } from '../probe/probe.js';
import type { TellingProbe } from '../telling/telling-probe.js';
import { askLayer, comparedRequests, layerFacts } from './compare-layers.js';
import { errorPaths } from './error-paths.js';
import { findLocalServer } from './local-server.js';
import { observe } from './observe.js';
import { plan } from './planned.js';
import { questions } from './questions.js';
import { standIns } from './stand-in.js';

/** In the order in which their exchanges are told. */
export const ENGINES: readonly VerdictEngine[] = ['chromium', 'firefox', 'webkit', 'standard'];

/** The most telling probes, beyond what is asked for by name (`direct`, `paths`). */
const BUDGET = 12;

/** The answers to telling probes may raise questions for one more round. */
const ROUNDS = 2;

export interface Examined extends Seen {
  /** The method of a request that was not sent. */
  readonly heldBack?: string;
}

/**
 * Sends all that a diagnosis needs: what browsers send, at the same time the like to the servers behind the front, and
 * then, side by side, what tells causes apart.
 */
export async function examine(request: PageRequest, options: DiagnoseOptions): Promise<Examined> {
  const { read = [], at, direct = [], paths = false, extraProbes = true, timeoutMs = TIMEOUT_MS, signal, ca } = options;
  const planned = await plan(request);
  const shared = { page: request, timeoutMs, ...(signal && { signal }), ...(ca && { ca }) };
  const probeOf = (server: DirectServer) =>
    createProbe({ ...shared, direct: server, insecureDirect: options.insecureDirect === true });
  const front = at ? atTheFront(probeOf(at)) : createProbe(shared);
  const behind = direct.map(probeOf);
  const observation = observe(front, { timeoutMs, ...(options.onExchange && { onExchange: options.onExchange }) });
  const key = crypto.randomUUID().slice(0, 8);
  const compared = direct.length > 0 ? comparedRequests(planned, key) : {};
  const named = [...Object.values(compared), ...(paths && planned.actual ? errorPaths(planned.actual, key) : [])];
  let budget = extraProbes ? BUDGET : 0;
  let heldBack: string | undefined;

  const askAll = (probes: readonly TellingProbe[]) => Promise.all(probes.map(observation.ask));

  function askWithinBudget(probes: readonly TellingProbe[]): Promise<unknown> {
    const affordable = observation.unasked(probes).slice(0, budget);
    budget -= affordable.length;
    return askAll(affordable);
  }

  /** What a browser gets; for a request that is held back what stands for its answer. */
  const send: Send = async (wire) => {
    if (isUnsafe(wire) && !options.send) {
      heldBack = wire.method;
      if (!extraProbes) return passing(wire);
      await askWithinBudget(standIns(observation.exchanges(), wire));
      return replay(observation.exchanges())(wire);
    }
    const { response, failure } = await observation.send(wire);
    if (!response) throw failure;
    return response;
  };

  /** The wire as far as it is seen; what the servers behind say is known at the end only. */
  const seenBy = (outcomes: readonly Outcome[]): Seen => {
    const exchanges = observation.exchanges();
    return { request, planned, outcomes, observed: exchanges, exchanges, layers: [], read, key };
  };

  async function browse(): Promise<readonly Outcome[]> {
    const outcomes = await Promise.all(ENGINES.map((engine) => simulate(request, send, { engine })));
    for (let round = 0; round < ROUNDS; round++) {
      const telling = budget > 0 ? await questions(seenBy(outcomes)) : [];
      await Promise.all([askWithinBudget(telling), round === 0 && askAll(named)]);
    }
    return outcomes;
  }

  try {
    const [outcomes, answers, localServer] = await Promise.all([
      browse(),
      Promise.all(behind.map((server) => askLayer(observation, server, compared))),
      at || !extraProbes ? undefined : findLocalServer(request, options.resolve),
    ]);
    const seen = seenBy(outcomes);
    const layers = direct.map((server, i) => ({ name: layerName(server), answers: answers[i] ?? {} }));
    return {
      ...seen,
      ...(direct.length > 0 && { layers: await layerFacts(request, seen.exchanges, compared, layers) }),
      ...(localServer && { localServer }),
      ...(heldBack !== undefined && { heldBack }),
    };
  } finally {
    for (const probe of [front, ...behind]) probe.close();
  }
}

const layerName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);
