/** One mistake in what the person gave, in a sentence with the offending text; `hint` says what to write instead. */
export interface UsageProblem {
  readonly message: string;
  readonly hint?: string;
  /** What to type instead: in one line, so that it can be copied. */
  readonly command?: string;
}

/** Every mistake at once. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly UsageProblem[];

  constructor(problems: readonly UsageProblem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}
