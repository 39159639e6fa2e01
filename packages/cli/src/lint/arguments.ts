import type { Level } from '@corsmith/readers';
import type { Invocation } from '../command.js';
import { type Output, outputsOf } from '../reports/outputs.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { LINT_OUTPUT_NAMES, type LintOutputName } from './output-names.js';

/** The parsed arguments of `lint`. */
export interface LintArguments {
  readonly paths: readonly string[];
  readonly failOn: Level | 'never';
  /** What standard input is called. */
  readonly name: string | undefined;
  readonly outputs: readonly Output<LintOutputName>[];
  readonly detail: 'short' | 'verbose';
  readonly baseline: { readonly file: string; readonly use: 'read' | 'write' } | undefined;
  /** `confirm`: show the diff, then write it if confirmed. */
  readonly fix: 'no' | 'confirm' | 'write';
  readonly watches: boolean;
  /** The file of a contract or policy. */
  readonly contract: string | undefined;
}

export interface LintFlags {
  readonly failOn?: Level | 'never';
  readonly name?: string;
  readonly json?: boolean;
  readonly reporter?: readonly string[];
  readonly verbose?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly watch?: boolean;
  readonly contract?: string;
}

/** @throws UsageError with every problem at once. */
export function parseArguments({
  arguments: paths,
  options: flags,
}: Pick<Invocation<LintFlags>, 'arguments' | 'options'>): LintArguments {
  const { failOn = 'insecure', name, json, reporter, verbose, baseline, updateBaseline, fix, yes, watch } = flags;
  const problems: UsageProblem[] = [];
  const stdin = paths.includes('-');
  if (stdin && name === undefined)
    problems.push({
      message: 'Standard input has no file name, which says what it is.',
      hint: 'Add one: --name nginx.conf',
    });
  if (json && reporter)
    problems.push({ message: '--json is --reporter json: give one of the two.', hint: 'Leave out --json' });
  if (stdin && (fix || watch))
    problems.push({ message: `--${fix ? 'fix' : 'watch'} needs a file.`, hint: 'Name the file instead of -' });
  if (fix && watch) problems.push({ message: '--fix and --watch exclude each other.', hint: 'Leave out --watch' });
  if (yes && !fix) problems.push({ message: '--yes requires --fix.', hint: 'Add --fix' });
  if (updateBaseline && baseline === undefined)
    problems.push({ message: '--update-baseline requires --baseline.', hint: 'Add --baseline corsmith-baseline.json' });
  const outputs = outputsOf(reporter ?? [json ? 'json' : 'pretty'], LINT_OUTPUT_NAMES, problems);
  if (problems.length > 0) throw new UsageError(problems);
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    failOn,
    name,
    outputs,
    detail: verbose ? 'verbose' : 'short',
    baseline: baseline === undefined ? undefined : { file: baseline, use: updateBaseline ? 'write' : 'read' },
    fix: fix ? (yes ? 'write' : 'confirm') : 'no',
    watches: watch === true,
    contract: flags.contract,
  };
}
