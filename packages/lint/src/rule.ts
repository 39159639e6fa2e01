import type { Edit, Level, PolicyReading, Span } from '@corsmith/readers';
import type { RuleId } from './rule-ids.js';
import type { Example } from './witness.js';

/** One kind of fault that shows in the policy itself, whatever the stack. */
export interface Rule {
  readonly id: RuleId;
  readonly before?: readonly RuleId[];
  readonly draft?: true;
  /** What happens, in the reader's words; the title of its page. */
  readonly title: string;
  /** Every place of the policy that has it. */
  judge(policy: PolicyReading): readonly Judged[];
}

export interface Judged {
  readonly level: Level;
  readonly at: Span;
  readonly message: string;
  readonly why: string;
  /** A request that shows it: with `blocked`, some browser blocks it; with `allowed`, some browser allows it. */
  readonly example?: { readonly outcome: 'blocked' | 'allowed'; readonly request: Example };
  readonly fix?: Edit;
}
