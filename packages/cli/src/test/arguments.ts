import type { EngineName } from '@corsmith/protocol';
import type { StackId } from '@corsmith/stacks';
import type { Invocation } from '../command.js';
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

/** The flags of `test` as given. */
export interface TestFlags {
  readonly env?: string;
  readonly filter?: readonly string[];
  readonly engine?: readonly EngineName[];
  readonly reporter?: readonly string[];
  readonly retries?: string;
  readonly concurrency?: string;
  readonly perHost?: string;
  readonly strict?: boolean;
  readonly diagnose?: string;
  readonly stack?: string;
  readonly timeout?: string;
  readonly list?: boolean;
  readonly verbose?: boolean;
  readonly showSecrets?: boolean;
}

/** @throws UsageError with every problem at once. */
export function parseTestArguments({
  arguments: [contract],
  options: flags,
}: Pick<Invocation<TestFlags>, 'arguments' | 'options'>): TestArguments {
  const problems: UsageProblem[] = [];
  const number = numbersOf(problems);
  const named = namedStack(flags.stack);
  if ('problem' in named) problems.push(named.problem);
  const args: TestArguments = {
    contract,
    ...(flags.env && { environment: flags.env }),
    filters: flags.filter ?? [],
    ...(flags.engine && { engines: [...new Set(flags.engine)] }),
    outputs: outputsOf(flags.reporter ?? ['pretty'], OUTPUT_NAMES, problems),
    retries: number('--retries', flags.retries, whole(0, 20), 0),
    concurrency: number('--concurrency', flags.concurrency, whole(1, 1000), 32),
    perHost: number('--per-host', flags.perHost, whole(1, 1000), 6),
    diagnosed: number('--diagnose', flags.diagnose, whole(0, 100), 5),
    ...('stack' in named && named),
    timeoutMs: number('--timeout', flags.timeout, { of: 'seconds', most: 600 }, 10) * 1000,
    strict: flags.strict === true,
    isList: flags.list === true,
    detail: flags.verbose === true ? 'verbose' : 'short',
    secrets: flags.showSecrets === true ? 'shown' : 'masked',
  };
  if (problems.length > 0) throw new UsageError(problems);
  return args;
}
