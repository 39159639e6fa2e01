import { byteLowercase, type PageRequest, type ProbedExchange, simulate } from '@corsmith/protocol';
import type { LayerResponse, LayerTable } from '../diagnosis.js';
import { type ExtraProbe, missingPath } from '../extra-probes/extra-probe.js';
import { layerChanges } from '../facts/layer-changes.js';
import type { LayerFacts } from '../facts/layer-facts.js';
import { find, passing } from '../facts/wire.js';
import { harmless, isHarmless } from '../probe/harmless.js';
import type { Probe } from '../probe/probe.js';
import type { Observation } from './observe.js';
import type { Planned } from './planned.js';

type Kind = LayerTable['request'];

const KINDS: readonly Kind[] = ['preflight', 'actual', 'missing-path'];

/** What every server on the way is sent: the page's requests, unless they may change data, and one that gets an error. */
export function comparedRequests(
  { preflight, actual }: Planned,
  key: string,
): Readonly<Partial<Record<Kind, ExtraProbe>>> {
  if (!actual) return {};
  const why = 'to compare the servers on the way';
  return {
    ...(preflight && isHarmless(preflight) && { preflight: { request: preflight, why } }),
    actual: { request: harmless(actual), why },
    'missing-path': missingPath(actual, key),
  };
}

/** The same requests to a server behind the URL's host, in parallel. */
export async function probeLayer(
  observation: Observation,
  server: Probe,
  requests: ReturnType<typeof comparedRequests>,
): Promise<Partial<Record<Kind, ProbedExchange>>> {
  const responses = Object.entries(requests).map(
    async ([kind, probe]) => [kind, await observation.sendDirect(server, probe)] as const,
  );
  return Object.fromEntries(await Promise.all(responses));
}

/** The indexes of those responses among all exchanges, outermost server first. */
export async function layerFacts(
  request: PageRequest,
  exchanges: readonly ProbedExchange[],
  requests: ReturnType<typeof comparedRequests>,
  behind: readonly { readonly name: string; readonly responses: Partial<Record<Kind, ProbedExchange>> }[],
): Promise<LayerFacts[]> {
  const front: Partial<Record<Kind, ProbedExchange>> = {};
  for (const kind of KINDS) {
    const probe = requests[kind];
    const located = probe && find(exchanges, probe.request);
    if (located) front[kind] = located.exchange;
  }
  const layers = [{ name: 'front', responses: front }, ...behind];
  return Promise.all(
    layers.map(async ({ name, responses }) => ({
      name,
      at: Object.fromEntries(Object.entries(responses).map(([kind, exchange]) => [kind, exchanges.indexOf(exchange)])),
      passesPreflight: await passesPreflight(request, responses.preflight),
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

/** Headers about CORS and about who responded. */
const SHOWN = /^(?:access-control-.*|vary|location|age|via|server)$/;

/** Which layer has which header. */
export function layerTables(layers: readonly LayerFacts[], exchanges: readonly ProbedExchange[]): LayerTable[] {
  return KINDS.flatMap((kind) => {
    const rows = layers.flatMap(({ name, at }): LayerResponse[] => {
      const index = at[kind] ?? -1;
      const exchange = exchanges[index];
      return exchange ? [layerResponse(name, index, exchange)] : [];
    });
    return rows.length > 0 ? [{ request: kind, layers: rows, changes: layerChanges(kind, layers, exchanges) }] : [];
  });
}

const layerResponse = (name: string, exchange: number, { response, failure }: ProbedExchange): LayerResponse => ({
  name,
  exchange,
  ...(response && { status: response.status }),
  ...(failure && { failure: failure.id }),
  headers: (response?.headers ?? [])
    .map(([header, value]) => [byteLowercase(header), value] as const)
    .filter(([header]) => SHOWN.test(header)),
});
