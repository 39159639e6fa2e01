import type { WeaknessId } from './class-ids.js';
import type { ProbeOrigin } from './probe-origin.js';
import type { Target } from './target.js';

/** A way in which a list of origins is wrong, and the origins that only such a list lets in. */
export interface Weakness {
  /** Fixed: other tools rely on it. */
  readonly id: WeaknessId;
  /** What a person reads first. */
  readonly title: string;
  /** Those whose origins are sent after this one's. */
  readonly before?: readonly WeaknessId[];
  /** What lets them in, and what to write instead. */
  readonly advice: string;
  /** Whoever finds one of these has found this one: the same comparison lets in both. */
  readonly impliedBy: readonly WeaknessId[];
  origins(target: Target): readonly ProbeOrigin[];
}
