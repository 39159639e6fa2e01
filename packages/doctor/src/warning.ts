import type { Evidence } from './diagnosis.js';
import type { ExtraProbe } from './extra-probes/extra-probe.js';
import type { Seen } from './facts/seen.js';
import type { WarningId } from './warning-ids.js';

/** A problem of a request that passes: what shows it, and what it may lead to. */
export interface WarningRule {
  /** Fixed: other tools rely on it. */
  readonly id: WarningId;
  readonly title: string;
  /** Warnings that are printed after this one. */
  readonly before?: readonly WarningId[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** What to do about it, for a warning that a console message can show. */
  readonly fixSentence?: string;
  /** Probes that show it; their responses are in `seen` when `match` runs. */
  probes?(seen: Seen): readonly ExtraProbe[];
  match(seen: Seen): WarningMatch | undefined;
}

export interface WarningMatch {
  /** In plain words: what it may lead to, and what to do. */
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
}
