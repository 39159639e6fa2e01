import type { LayerTable } from '../diagnosis.js';

/** A server on the way. */
export interface LayerFacts {
  /** `front`, or the server named with `--direct`. */
  readonly name: string;
  /** Indexes of its responses among the diagnosis' exchanges. */
  readonly at: Readonly<Partial<Record<LayerTable['request'], number>>>;
  /** Whether Chromium would allow the preflight if it talked to this server. */
  readonly passesPreflight: boolean;
}

/** In words. */
export const placeOf = ({ name }: LayerFacts): string => (name === 'front' ? 'the URL’s host' : name);
