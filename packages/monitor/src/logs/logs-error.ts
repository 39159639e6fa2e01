export type LogsErrorCode = 'unreadable-file' | 'unknown-format' | 'wrong-format';

export interface LogsProblem {
  readonly code: LogsErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** A format for `--log-format` that matches the log. */
  readonly format?: string;
}

/** Every reason why the logs can't be read. */
export class LogsError extends Error {
  override readonly name = 'LogsError';
  readonly problems: readonly LogsProblem[];

  constructor(problems: readonly LogsProblem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}
