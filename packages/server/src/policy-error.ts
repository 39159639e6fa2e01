/** What is wrong with one part of a configuration. */
export type PolicyProblemCode =
  | 'unknown-key'
  | 'wrong-type'
  | 'missing'
  | 'not-an-origin'
  | 'null-origin'
  | 'invalid-pattern'
  | 'wildcard-with-credentials'
  | 'wildcard-beside-names'
  | 'insecure-origin'
  | 'public-suffix'
  | 'invalid-name'
  | 'forbidden-name'
  | 'wrong-direction'
  | 'wrong-case'
  | 'too-long'
  | 'out-of-range'
  | 'not-portable';

export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** Where it is: `origins[2]`, `maxAge`, `CORS_ORIGINS[0]`. */
  readonly path: string;
  /** The offending text, shortened if it is long. */
  readonly text: string;
  /** A sentence that a person can act on. */
  readonly message: string;
  /** What to write instead, if that is certain. */
  readonly suggestion?: string;
}

/** Reports a problem; the text is any value. */
export type Report = (
  code: PolicyProblemCode,
  path: string,
  offending: unknown,
  message: string,
  suggestion?: string,
) => void;

/** Not everything has a text: `Object.create(null)`. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

const TEXT_LIMIT = 120;
const LISTED = 20;

/** All problems of a configuration. */
export class PolicyError extends TypeError {
  override readonly name = 'PolicyError';
  readonly problems: readonly PolicyProblem[];

  constructor(problems: readonly PolicyProblem[]) {
    const lines = problems.slice(0, LISTED).map(line);
    if (problems.length > LISTED) lines.push(`and ${problems.length - LISTED} more`);
    super(`This policy can't be used:\n${lines.map((text) => `  ${text}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Runs the checks and throws what they report. */
export function refuseProblems(check: (report: Report) => void): void {
  const problems: PolicyProblem[] = [];
  check((code, path, offending, message, suggestion) => {
    const problem = { code, path, text: shown(offending), message };
    problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  });
  if (problems.length > 0) throw new PolicyError(problems);
}

function line({ path, text, message, suggestion }: PolicyProblem): string {
  return `${path}: ${JSON.stringify(text)}: ${message}${suggestion === undefined ? '' : ` Instead: ${suggestion}`}`;
}

function shown(offending: unknown): string {
  const text = textOf(offending);
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
}
