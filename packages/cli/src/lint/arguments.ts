import type { Level } from '@corsmith/readers';
import type { Invocation } from '../command.js';
import { UsageError } from '../usage-error.js';

/** The parsed arguments of `lint`. */
export interface LintArguments {
  readonly paths: readonly string[];
  readonly failOn: Level | 'never';
  /** What standard input is called. */
  readonly name: string | undefined;
  readonly output: 'short' | 'verbose' | 'json';
}

interface LintFlags {
  readonly failOn?: Level | 'never';
  readonly name?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** @throws UsageError with every problem at once. */
export function parseArguments({
  arguments: paths,
  options,
}: Pick<Invocation, 'arguments' | 'options'>): LintArguments {
  const { failOn = 'insecure', name, json, verbose } = options as LintFlags;
  if (paths.includes('-') && name === undefined)
    throw new UsageError([
      { message: 'Standard input has no file name, which says what it is.', hint: 'Add one: --name nginx.conf' },
    ]);
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    failOn,
    name,
    output: json ? 'json' : verbose ? 'verbose' : 'short',
  };
}
