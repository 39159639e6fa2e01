import type { ProbedResponse } from '@corsmith/protocol';
import type { Facts } from './facts.js';
import type { LayerFacts } from './layer-facts.js';

/** The responses of two neighbouring servers to the same request. */
export interface Neighbours {
  readonly outer: LayerResponseFacts;
  readonly inner: LayerResponseFacts;
}

export interface LayerResponseFacts {
  readonly layer: LayerFacts;
  readonly index: number;
  readonly response: ProbedResponse;
}

/**
 * The neighbours between which the judged response changes in that way: the first server, from outside, whose response
 * differs from that of the URL's host, and the one in front of it.
 */
export function boundary(
  { layers, exchanges, judged, problem }: Facts,
  isChanged: (front: ProbedResponse, inner: ProbedResponse) => boolean,
): Neighbours | undefined {
  const kind = problem.stage === 'preflight' ? 'preflight' : 'actual';
  if (!judged || layers[0]?.at[kind] !== judged.index) return undefined;
  const responding = layers.flatMap((layer): LayerResponseFacts[] => {
    const index = layer.at[kind] ?? -1;
    const response = exchanges[index]?.response;
    return response ? [{ layer, index, response }] : [];
  });
  const [front] = responding;
  const at = responding.findIndex(({ response }, i) => front && i > 0 && isChanged(front.response, response));
  const [outer, inner] = at < 0 ? [] : responding.slice(at - 1);
  return outer && inner && { outer, inner };
}
