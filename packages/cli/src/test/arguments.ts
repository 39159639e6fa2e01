import type { EngineName } from '@corsmith/protocol';
import type { StackId } from '@corsmith/stacks';
import type { Invocation } from '../command.js';
import { textFlag, textFlags } from '../flag.js';
import { numbersOf, whole } from '../number-flag.js';
import { type Output, outputsOf } from '../reports/outputs.js';
import { namedStack } from '../stack-id.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { OUTPUT_NAMES, type OutputName } from './output-names.js';

/** The parsed arguments of `test`. */
export interface TestArguments {
  readonly contract: string | undefined;
  readonly environment?: string;
  readonly filters: readonly string[];
  readonly engines?: readonly EngineName[];
  readonly outputs: readonly Output<OutputName>[];
  readonly retries: number;
  readonly concurrency: number;
  readonly perHost: number;
  readonly diagnosed: number;
  readonly stack?: StackId;
  readonly timeoutMs: number;
  /** Whether unverified expectations count as broken. */
  readonly strict: boolean;
  readonly isList: boolean;
  readonly detail: 'short' | 'verbose';
  readonly secrets: 'masked' | 'shown';
}

/** @throws UsageError with every problem at once. */
export function parseTestArguments({
  arguments: [contract],
  options,
}: Pick<Invocation, 'arguments' | 'options'>): TestArguments {
  const problems: UsageProblem[] = [];
  const number = numbersOf(options, problems);
  const named = namedStack(textFlag(options, 'stack'));
  if ('problem' in named) problems.push(named.problem);
  const args: TestArguments = {
    contract,
    ...(options.env ? { environment: options.env as string } : {}),
    filters: textFlags(options, 'filter') ?? [],
    ...(options.engine !== undefined && { engines: [...new Set(options.engine as EngineName[])] }),
    outputs: outputsOf(textFlags(options, 'reporter') ?? ['pretty'], OUTPUT_NAMES, problems),
    retries: number('retries', whole(0, 20), 0),
    concurrency: number('concurrency', whole(1, 1000), 32),
    perHost: number('perHost', whole(1, 1000), 6),
    diagnosed: number('diagnose', whole(0, 100), 5),
    ...('stack' in named && named),
    timeoutMs: number('timeout', { of: 'seconds', most: 600 }, 10) * 1000,
    strict: options.strict === true,
    isList: options.list === true,
    detail: options.verbose === true ? 'verbose' : 'short',
    secrets: options.showSecrets === true ? 'shown' : 'masked',
  };
  if (problems.length > 0) throw new UsageError(problems);
  return args;
}
