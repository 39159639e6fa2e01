import type { Attacker } from './finding.js';

/** An origin to probe, and who could have a page there. */
export interface ProbeOrigin {
  readonly origin: string;
  readonly attacker: Attacker;
  /** For `nobody`: why no attacker has it, unless no browser does. */
  readonly why?: string;
  /** Sent only if the server allows one of these: whatever allows this one allows them too. */
  readonly after?: readonly string[];
  /** Does not count if the server allows one of these: a broader comparison explains both. */
  readonly unless?: readonly string[];
  /** Sent only with `thorough`. */
  readonly rare?: true;
}

export const from =
  (attacker: Attacker, more: Omit<ProbeOrigin, 'origin' | 'attacker'> = {}) =>
  (origin: string): ProbeOrigin => ({ origin, attacker, ...more });
