import type { Attacker } from './finding.js';

/** An origin to probe, and who could have a page there. */
export interface ProbeOrigin {
  readonly origin: string;
  readonly attacker: Attacker;
  /** For `nobody`: why no attacker has it, unless no browser does. */
  readonly why?: string;
}

export const from =
  (attacker: Attacker) =>
  (origin: string): ProbeOrigin => ({ origin, attacker });
