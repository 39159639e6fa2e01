import type { Evidence } from './diagnosis.js';
import type { ExtraProbe } from './extra-probes/extra-probe.js';
import type { Seen } from './facts/seen.js';
import type { WarningId } from './warning-ids.js';

/** Something amiss with a request that passes: what shows it, and what may come of it. */
export interface WarningRule {
  /** Fixed: other tools rely on it. */
  readonly id: WarningId;
  readonly title: string;
  /** Warnings that are printed after this one. */
  readonly before?: readonly WarningId[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** What to do about it, for a warning that a console message can show. */
  readonly remedy?: string;
  /** What has to be asked to know; the answers are in `seen` when `match` looks. */
  probes?(seen: Seen): readonly ExtraProbe[];
  match(seen: Seen): WarningMatch | undefined;
}

export interface WarningMatch {
  /** In plain words: what may come of it, and what to do. */
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
}
