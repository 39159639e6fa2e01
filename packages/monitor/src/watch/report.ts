import { createHash } from 'node:crypto';
import type { BrokenReason, Expectation } from '@corsmith/contract';

/** The result of one run of a check. Plain data of bounded size. */
export interface CheckReport {
  /** `not-verified` is absent in the state of older versions. */
  readonly counts: Readonly<Record<Status, number>> & { readonly 'not-verified'?: number };
  /** The result of each origin, up to `MAX_CELLS`. */
  readonly cells: readonly Cell[];
  /** Summarizes the problems. */
  readonly symptom: string;
  /** The set of expectations that do not hold, and how: an alert is sent when it changes. */
  readonly signature: string;
  /** The first expectations that do not hold, diagnosed ones first. */
  readonly problems: readonly Problem[];
  /** A sentence for each request that the servers of one endpoint handle differently. */
  readonly drift: readonly string[];
  readonly durationMs: number;
}

export type Status = 'holds' | 'broken' | 'unreachable';

/** The result of one origin at one endpoint. */
export interface Cell {
  readonly origin: string;
  readonly expected: Expectation['expected'];
  readonly status: Status;
}

export interface Problem {
  /** The expectation's title, as `corsmith test --filter` takes it. */
  readonly title: string;
  readonly rule: BrokenReason | 'unreachable';
  /** The code of the engine's block or of the failure. */
  readonly code?: string;
  readonly message: string;
  /** Present if it was diagnosed. */
  readonly cause?: FoundCause;
}

export interface FoundCause {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  /** The stack for which `corsmith fix` prints the configuration. */
  readonly stack?: string;
}

export const MAX_PROBLEMS = 10;
export const MAX_DRIFT = 10;
export const MAX_CELLS = 50;

export function statusOf({ counts }: Pick<CheckReport, 'counts'>): Status {
  if (counts.broken > 0) return 'broken';
  return counts.unreachable > 0 ? 'unreachable' : 'holds';
}

/** Covers all problems, not only the reported ones. */
export function symptomOf({ counts, problems }: Pick<CheckReport, 'counts' | 'problems'>): string {
  const status = statusOf({ counts });
  if (status !== 'broken') return status;
  const kinds = problems.flatMap(({ rule, code }) => (rule === 'unreachable' ? [] : [[rule, code].join(' ').trim()]));
  return `broken: ${[...new Set(kinds)].sort().join(', ')}`;
}

/** Equal for equal sets of problems. All expectations of an unreachable server fail, in ways that vary. */
export function signatureOf({ counts, problems }: Pick<CheckReport, 'counts' | 'problems'>): string {
  const status = statusOf({ counts });
  if (status !== 'broken') return status;
  const broken = problems.flatMap(({ rule, code = '', title }) =>
    rule === 'unreachable' ? [] : [`${rule} ${code} ${title}`],
  );
  const digest = createHash('sha256').update(JSON.stringify(broken.sort())).digest('hex');
  return `broken ${digest.slice(0, 16)}`;
}

/** The first problem of each kind, so that problems that differ only in their origin are shown once. */
export function kindsOf(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.rule} ${problem.code}`, problem] as const).reverse());
  return problems.filter((problem) => seen.get(`${problem.rule} ${problem.code}`) === problem);
}
