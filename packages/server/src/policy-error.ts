/** What is wrong with one part of a configuration. */
export type PolicyMistakeCode =
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

export interface PolicyMistake {
  readonly code: PolicyMistakeCode;
  /** Where it stands: `origins[2]`, `maxAge`, `CORS_ORIGINS[0]`. */
  readonly path: string;
  /** The offending text, shortened where it is long. */
  readonly text: string;
  /** A sentence that a person can act on. */
  readonly message: string;
  /** What to write instead, where that is certain. */
  readonly suggestion?: string;
}

/** Takes a mistake down; the text is anything that stood there. */
export type Report = (
  code: PolicyMistakeCode,
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

/** Every mistake of a configuration at once. */
export class PolicyError extends TypeError {
  override readonly name = 'PolicyError';
  readonly mistakes: readonly PolicyMistake[];

  constructor(mistakes: readonly PolicyMistake[]) {
    const lines = mistakes.slice(0, LISTED).map(line);
    if (mistakes.length > LISTED) lines.push(`and ${mistakes.length - LISTED} more`);
    super(`This policy can't be used:\n${lines.map((text) => `  ${text}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/** Runs the checks and throws what they report. */
export function refuseMistakes(check: (report: Report) => void): void {
  const mistakes: PolicyMistake[] = [];
  check((code, path, offending, message, suggestion) => {
    const mistake = { code, path, text: shown(offending), message };
    mistakes.push(suggestion === undefined ? mistake : { ...mistake, suggestion });
  });
  if (mistakes.length > 0) throw new PolicyError(mistakes);
}

function line({ path, text, message, suggestion }: PolicyMistake): string {
  return `${path}: ${JSON.stringify(text)}: ${message}${suggestion === undefined ? '' : ` Instead: ${suggestion}`}`;
}

function shown(offending: unknown): string {
  const text = textOf(offending);
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
}
