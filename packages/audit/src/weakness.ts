import type { WeaknessId } from './class-ids.js';
import type { ProbeOrigin } from './probe-origin.js';
import type { Target } from './target.js';

/** A flaw in an origin check, and the origins that only such a check allows. */
export interface Weakness {
  /** Fixed: other tools rely on it. */
  readonly id: WeaknessId;
  /** The headline of the finding. */
  readonly title: string;
  /** What its probe origins are, for the person whose server receives them. */
  readonly probes: string;
  /** Those whose origins are sent after this one's. */
  readonly before?: readonly WeaknessId[];
  /** What allows them, and what to write instead. */
  readonly advice: string;
  /** Findings that include this one: the same comparison allows both. */
  readonly impliedBy: readonly WeaknessId[];
  /**
   * `if-different`: preflights hardly ever allow more of its origins, and are sent only if responses and preflights differ.
   * `mostly`: it has so many origins that all but the first are sent in preflights alone, unless the two differ.
   */
  readonly preflights?: 'if-different' | 'mostly';
  /** The likeliest first. */
  origins(target: Target): readonly ProbeOrigin[];
}
