import type { Send, WireRequest, WireResponse } from '@corsmith/protocol';
import type { ProbedExchange } from './diagnosis.js';
import type { Probe } from './probe/probe.js';

/** The requests that were really sent, in order, each once. */
export interface Observation {
  readonly exchanges: readonly ProbedExchange[];
  /** A Send for `simulate`: a request that was sent before gets its answer from then. */
  readonly send: Send;
  /** A request that no browser would send, with the reason for it; through the front unless another way is given. */
  probe(request: WireRequest, why: string, way?: Probe): Promise<ProbedExchange>;
}

/** What stands for an answer that was not asked for, because asking might change something. */
export type HoldBack = (request: WireRequest) => WireResponse | undefined;

/** Records what goes over the wire, so that all engines judge the same answers. */
export function observe(probe: Probe, holdBack: HoldBack): Observation {
  const exchanges: ProbedExchange[] = [];
  const known = new Map<string, Promise<ProbedExchange>>();

  function sendOnce(request: WireRequest): Promise<ProbedExchange> {
    const key = wireKey(request);
    const before = known.get(key);
    if (before) return before;
    const sent = probe.send(request).then((exchange) => {
      exchanges.push(exchange);
      return exchange;
    });
    known.set(key, sent);
    return sent;
  }

  return {
    exchanges,
    async send(request) {
      const assumed = holdBack(request);
      if (assumed) return assumed;
      const { response, failure } = await sendOnce(request);
      if (!response) throw failure;
      return response;
    },
    async probe(request, why, way = probe) {
      const exchange = { ...(await way.send(request)), why };
      exchanges.push(exchange);
      return exchange;
    },
  };
}

/** What makes two requests the same for a server. */
export const wireKey = ({ kind, method, url, headers, credentials }: WireRequest): string =>
  JSON.stringify([kind, method, url, headers, credentials]);
