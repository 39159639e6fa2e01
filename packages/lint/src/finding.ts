import type { Browser, Exchange, Outcome, PageRequest } from '@corsmith/protocol';
import type { Level, ReadPolicy, ReadStack, TrapId } from '@corsmith/readers';
import type { RuleId } from './rule-ids.js';

export type FindingId = RuleId | TrapId | OtherId;

/** What neither a rule nor a reader finds. */
export type OtherId =
  | 'doubled-header'
  | 'ignore-without-reason'
  | 'narrower-than-contract'
  | 'origin-only-in-preflight'
  | 'preflight-ends-at-proxy'
  | 'wider-than-contract';

/** A fault of a configuration, at its place. */
export interface Finding {
  readonly id: FindingId;
  readonly level: Level;
  readonly stack: ReadStack;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: why. */
  readonly why: string;
  readonly witness?: Witness;
  readonly fix?: FileEdit;
}

/** The smallest request that shows the fault, with what the configuration lets the server send. */
export interface Witness {
  readonly request: PageRequest;
  readonly exchanges: readonly Exchange[];
  readonly browsers: Readonly<Record<Browser, Pick<Outcome, 'allowed' | 'messages'>>>;
}

/** In characters from the beginning of the file. */
export interface FileEdit {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A finding that a comment of its file accepts. */
export interface IgnoredFinding {
  readonly finding: Finding;
  /** As the comment gives it. */
  readonly reason: string;
}

export interface LintResult {
  readonly policies: readonly ReadPolicy[];
  readonly findings: readonly Finding[];
  /** What comments accept. */
  readonly ignored: readonly IgnoredFinding[];
}

/** From worst to harmless. */
export const LEVELS: readonly Level[] = ['broken', 'insecure', 'fragile', 'no-effect'];

export const isAtLeast = (level: Level, least: Level): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(least);
