import { byteLowercase, type PageRequest, simulate } from '@corsmith/protocol';
import type { LayerResponse, LayerTable, ProbedExchange } from '../diagnosis.js';
import { layerChanges } from '../facts/layer-changes.js';
import type { LayerFacts } from '../facts/layers.js';
import { find, passing } from '../facts/wire.js';
import { harmless, isHarmless } from '../probe/harmless.js';
import type { Probe } from '../probe/probe.js';
import { missingPath, type TellingProbe } from '../telling/telling-probe.js';
import type { Observation } from './observe.js';
import type { Planned } from './planned.js';

type Kind = LayerTable['request'];

/** What every server on the way is asked: the page's requests, without what may change something, and an error. */
export function comparedRequests(
  { preflight, actual }: Planned,
  key: string,
): Readonly<Partial<Record<Kind, TellingProbe>>> {
  if (!actual) return {};
  const why = 'to compare the servers on the way';
  return {
    ...(preflight && isHarmless(preflight) && { preflight: { request: preflight, why } }),
    actual: { request: harmless(actual), why },
    'missing-path': missingPath(actual, key),
  };
}

/** The same requests to a server behind the front, side by side. */
export async function askLayer(
  observation: Observation,
  server: Probe,
  requests: ReturnType<typeof comparedRequests>,
): Promise<Partial<Record<Kind, ProbedExchange>>> {
  const answers = Object.entries(requests).map(
    async ([kind, probe]) => [kind, await observation.askDirect(server, probe)] as const,
  );
  return Object.fromEntries(await Promise.all(answers));
}

/** The places of those answers among all exchanges, the front's first. */
export async function layerFacts(
  request: PageRequest,
  exchanges: readonly ProbedExchange[],
  requests: ReturnType<typeof comparedRequests>,
  behind: readonly { readonly name: string; readonly answers: Partial<Record<Kind, ProbedExchange>> }[],
): Promise<LayerFacts[]> {
  const front = Object.entries(requests).flatMap(([kind, probe]) => {
    const located = find(exchanges, probe.request);
    return located ? [[kind, located.exchange] as const] : [];
  });
  const layers = [
    { name: 'front', answers: Object.fromEntries(front) as (typeof behind)[number]['answers'] },
    ...behind,
  ];
  return Promise.all(
    layers.map(async ({ name, answers }) => ({
      name,
      at: Object.fromEntries(Object.entries(answers).map(([kind, exchange]) => [kind, exchanges.indexOf(exchange)])),
      passesPreflight: await passesPreflight(request, answers.preflight),
    })),
  );
}

async function passesPreflight(request: PageRequest, preflight: ProbedExchange | undefined): Promise<boolean> {
  if (!preflight?.response) return false;
  const { response } = preflight;
  const send = async (wire: ProbedExchange['request']) => (wire.kind === 'preflight' ? response : passing(wire));
  const { block } = await simulate(request, send, { engine: 'chromium' });
  return block?.stage !== 'preflight';
}

/** What tells about CORS and about who answered. */
const TOLD = /^(?:access-control-.*|vary|location|age|via|server)$/;

/** Header by header which layer has what. */
export function layerTables(layers: readonly LayerFacts[], exchanges: readonly ProbedExchange[]): LayerTable[] {
  const kinds: readonly Kind[] = ['preflight', 'actual', 'missing-path'];
  return kinds.flatMap((kind) => {
    const answers = layers.flatMap(({ name, at }): LayerResponse[] => {
      const exchange = exchanges[at[kind] ?? -1];
      return exchange ? [layerAnswer(name, at[kind]!, exchange)] : [];
    });
    return answers.length > 0
      ? [{ request: kind, layers: answers, changes: layerChanges(kind, layers, exchanges) }]
      : [];
  });
}

const layerAnswer = (name: string, exchange: number, { response, failure }: ProbedExchange): LayerResponse => ({
  name,
  exchange,
  ...(response && { status: response.status }),
  ...(failure && { failure: failure.id }),
  headers: (response?.headers ?? [])
    .map(([header, value]) => [byteLowercase(header), value] as const)
    .filter(([header]) => TOLD.test(header)),
});
