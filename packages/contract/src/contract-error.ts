import type { PolicyProblemCode } from '@corsmith/server';
import { type Path, pathText } from './path.js';

export type ContractProblemCode =
  | PolicyProblemCode
  /** The text is not valid YAML or JSON. */
  | 'syntax'
  /** Too many bytes, too deep, or aliases that expand too far. */
  | 'too-large'
  /** An alias that contains itself or has no anchor. */
  | 'alias'
  | 'duplicate-key'
  | 'unknown-variable'
  | 'unknown-environment'
  | 'not-a-url'
  | 'not-a-server'
  /** A contract under `includes` can't be read. */
  | 'not-readable'
  /** An endpoint or `denied` contradicts the policy. */
  | 'contradiction';

export interface ContractProblem {
  readonly code: ContractProblemCode;
  /** The file, if it is an included one. */
  readonly file?: string;
  /** Its path, such as `endpoints[2].headers.X-Id`; empty for the whole file. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The offending text, truncated if it is long. */
  readonly text: string;
  /** An actionable sentence. */
  readonly message: string;
  /** What to write instead, if that is certain. */
  readonly suggestion?: string;
}

/** A problem without its line yet. `at` says whether it is about the key or the value. */
export interface Reported extends Omit<ContractProblem, 'file' | 'path' | 'line' | 'column'> {
  readonly path: Path;
  readonly at: 'key' | 'value';
}

/** Records a problem; `offending` is the value that was found. */
export type Report = (
  code: ContractProblemCode,
  path: Path,
  offending: unknown,
  message: string,
  suggestion?: string,
) => void;

const TEXT_LIMIT = 120;
/** A longer suggestion would not help. */
const SUGGESTION_LIMIT = 300;
const LISTED = 20;

/** Every problem of a contract at once, by line. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly problems: readonly ContractProblem[];

  constructor(problems: readonly ContractProblem[], file = 'cors.yaml') {
    const lines = problems.slice(0, LISTED).map((problem) => sentenceOf(problem, file));
    if (problems.length > LISTED) lines.push(`and ${problems.length - LISTED} more`);
    super(`Invalid contract:\n${lines.map((text) => `  ${text}`).join('\n')}`);
    this.problems = problems;
  }
}

function sentenceOf(problem: ContractProblem, root: string): string {
  const { path, line, column, text, message, suggestion, file = root } = problem;
  const what = [path, text === '' ? '' : JSON.stringify(text), message].filter((part) => part !== '').join(': ');
  return `${file}:${line}:${column}: ${what}${suggestion === undefined ? '' : ` Instead: ${suggestion}`}`;
}

/** A hostile text may have a hundred thousand problems. */
const MAX_PROBLEMS = 200;

/** Stops reading after too many problems. */
export class TooManyProblems extends Error {}

/** Collects problems, masked by `hide`, and throws TooManyProblems after the first 200. */
export function problemList(hide: (text: string) => string): {
  readonly report: Report;
  readonly problems: Reported[];
} {
  const problems: Reported[] = [];
  const unfilled = new Set<string>();
  const report: Report = (code, path, offending, message, suggestion) => {
    // Other problems of a text with an unknown variable are consequences.
    if (code === 'unknown-variable') unfilled.add(pathText(path));
    else if (unfilled.has(pathText(path))) return;
    const at = code === 'unknown-key' || code === 'duplicate-key' ? 'key' : 'value';
    const problem = { code, path, at, text: shown(offending, hide), message: hide(message) } as const;
    const isUseful = suggestion !== undefined && suggestion.length <= SUGGESTION_LIMIT;
    problems.push(isUseful ? { ...problem, suggestion: hide(suggestion) } : problem);
    if (problems.length >= MAX_PROBLEMS) throw new TooManyProblems();
  };
  return { report, problems };
}

/** The problems with their lines and columns. */
export const located = (
  problems: readonly Reported[],
  placeOf: (path: Path, at: 'key' | 'value') => { readonly line: number; readonly column: number },
): ContractProblem[] =>
  problems
    .map(({ path, at, ...problem }) => ({ path: pathText(path), ...placeOf(path, at), ...problem }))
    .sort((a, b) => a.line - b.line || a.column - b.column);

function shown(offending: unknown, hide: (text: string) => string): string {
  if (offending === undefined) return '';
  const text = hide(
    typeof offending === 'object' && offending !== null ? (JSON.stringify(offending) ?? '') : String(offending),
  );
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
}
