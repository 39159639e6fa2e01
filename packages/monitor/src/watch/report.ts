import type { BrokenReason, Expectation } from '@corsmith/contract';

/** What one run of a check found. Plain data, and bounded. */
export interface CheckReport {
  /** `not-verified`: absent in the state that an older version wrote. */
  readonly counts: Readonly<Record<Status, number>> & { readonly 'not-verified'?: number };
  /** What became of the pages of each origin; of many origins the first. */
  readonly cells: readonly Cell[];
  /** What is told as one thing: while it stays the same, nobody is told again. */
  readonly symptom: string;
  /** The first of what does not hold, those first that were looked into. */
  readonly problems: readonly Problem[];
  /** Where the servers of one endpoint differ, in a sentence each. */
  readonly drift: readonly string[];
  readonly durationMs: number;
}

export type Status = 'holds' | 'broken' | 'unreachable';

/** The pages of one origin at one endpoint. */
export interface Cell {
  readonly origin: string;
  readonly expected: Expectation['expected'];
  readonly status: Status;
}

export interface Problem {
  /** Of the expectation: the text that `corsmith test --filter` takes. */
  readonly title: string;
  readonly rule: BrokenReason | 'unreachable';
  /** The code of the engine's block, or of the failure. */
  readonly code?: string;
  readonly message: string;
  /** Where it was looked into. */
  readonly cause?: FoundCause;
}

export interface FoundCause {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  /** The stack for which `corsmith fix` prints the configuration. */
  readonly stack?: string;
}

export const MOST_PROBLEMS = 10;
export const MOST_DRIFT = 10;
export const MOST_CELLS = 50;

export function statusOf({ counts }: Pick<CheckReport, 'counts'>): Status {
  if (counts.broken > 0) return 'broken';
  return counts.unreachable > 0 ? 'unreachable' : 'holds';
}

/** Of all problems, not only the first. */
export function symptomOf({ counts, problems }: Pick<CheckReport, 'counts' | 'problems'>): string {
  const status = statusOf({ counts });
  if (status !== 'broken') return status;
  const kinds = problems.flatMap(({ rule, code }) => (rule === 'unreachable' ? [] : [[rule, code].join(' ').trim()]));
  return `broken: ${[...new Set(kinds)].sort().join(', ')}`;
}

/** The first of each kind: what differs in the origin alone is read once. */
export function kindsOf(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(
    problems.map((problem) => [`${problem.rule} ${problem.code}`, problem]).reverse() as [string, Problem][],
  );
  return problems.filter((problem) => seen.get(`${problem.rule} ${problem.code}`) === problem);
}
