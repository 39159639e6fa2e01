import { originProblem } from '@corsmith/protocol';
import type { Invocation } from '../command.js';
import { numbersOf } from '../number-flag.js';
import { UsageError, type UsageProblem } from '../usage-error.js';

/** The parsed arguments of `diff`. */
export interface DiffArguments {
  readonly old: string;
  readonly new: string;
  readonly origins: readonly string[];
  readonly allowed: 'narrowed' | 'widened' | undefined;
  readonly timeoutMs: number;
  readonly output: 'short' | 'verbose' | 'json';
}

export interface DiffFlags {
  readonly origin?: readonly string[];
  readonly allow?: 'narrowed' | 'widened';
  readonly timeout?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** @throws UsageError with every problem at once. */
export function parseDiffArguments({
  arguments: [old = '', now = ''],
  options: { origin: origins = [], allow, timeout, json, verbose },
}: Pick<Invocation<DiffFlags>, 'arguments' | 'options'>): DiffArguments {
  const problems: UsageProblem[] = [];
  const number = numbersOf(problems);
  for (const origin of origins) {
    const problem = origin === 'null' ? undefined : originProblem(origin);
    if (problem)
      problems.push({
        message: `--origin '${origin}': ${problem.message}`,
        ...(problem.suggestion !== undefined && { hint: `Write ${problem.suggestion}` }),
      });
  }
  const timeoutMs = number('--timeout', timeout, { of: 'seconds', most: 600 }, 10) * 1000;
  if (problems.length > 0) throw new UsageError(problems);
  return {
    old,
    new: now,
    origins,
    allowed: allow,
    timeoutMs,
    output: json ? 'json' : verbose ? 'verbose' : 'short',
  };
}
