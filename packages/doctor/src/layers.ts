import type { LayerTable, ProbedResponse } from './diagnosis.js';
import type { Facts } from './facts.js';

/** A server on the way. */
export interface LayerFacts {
  /** `front`, or the server named with `--direct`. */
  readonly name: string;
  /** Where its answers stand among the diagnosis' exchanges. */
  readonly at: Readonly<Partial<Record<LayerTable['request'], number>>>;
  /** Whether Chromium would let the preflight pass if the browser talked to this server. */
  readonly passesPreflight: boolean;
}

/** What two neighbours on the way answered to the same request. */
export interface Neighbours {
  readonly outer: LayerAnswerFacts;
  readonly inner: LayerAnswerFacts;
}

export interface LayerAnswerFacts {
  readonly layer: LayerFacts;
  readonly index: number;
  readonly response: ProbedResponse;
}

/** The neighbours, outermost first, between which the judged answer changes in that way. */
export function boundary(
  { layers, exchanges, judged, trouble }: Facts,
  isChanged: (outer: ProbedResponse, inner: ProbedResponse) => boolean,
): Neighbours | undefined {
  const kind = trouble.stage === 'preflight' ? 'preflight' : 'actual';
  if (!judged || layers[0]?.at[kind] !== judged.index) return undefined;
  const answered = layers.flatMap((layer): LayerAnswerFacts[] => {
    const index = layer.at[kind] ?? -1;
    const response = exchanges[index]?.response;
    return response ? [{ layer, index, response }] : [];
  });
  for (const [i, inner] of answered.entries()) {
    const outer = answered[i - 1];
    if (outer && isChanged(outer.response, inner.response)) return { outer, inner };
  }
  return undefined;
}

/** In words: the server that stands there. */
export const placeOf = ({ name }: LayerFacts): string => (name === 'front' ? 'the front' : name);
