import { printableJson } from '@corsmith/evidence';
import { type Conversion, convert, type NotConverted, read } from '@corsmith/lint';
import type { StackId } from '@corsmith/stacks';
import { ExitCode, type Invocation } from '../command.js';
import { findFiles } from '../lint/files.js';
import { namedStack } from '../stack-id.js';
import { paint } from '../terminal/paint.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { convertScreen } from './screen.js';

interface ConvertFlags {
  readonly to?: string;
  readonly name?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Reads a configuration, renders it for another stack, and compares the two. */
export async function runConvert({
  arguments: [file = ''],
  options: flags,
  terminal,
  signal,
}: Invocation<ConvertFlags>): Promise<ExitCode> {
  const { name, json, verbose } = flags;
  const stack = targetOf(file, flags);
  const { files } = await findFiles([file], name);
  const readings = read({ files }).policies;
  if (readings.length === 0)
    throw new UsageError([
      {
        message: `${file} has no CORS configuration that corsmith can read.`,
        hint: 'corsmith lint shows what it reads',
      },
    ]);
  const all: (Conversion | NotConverted)[] = [];
  for (const reading of readings) {
    signal.throwIfAborted();
    all.push(await convert(reading, stack));
  }
  const results = distinct(all);
  if (json) terminal.print(`${printableJson({ conversions: results })}\n`);
  else {
    const screen = { width: terminal.width, detail: verbose ? 'verbose' : 'short' } as const;
    terminal.print(paint(convertScreen(results, screen), terminal.colour));
  }
  if (results.every((one) => 'why' in one)) return ExitCode.Unknown;
  return results.every(isWhole) ? ExitCode.Allowed : ExitCode.Blocked;
}

/** @throws UsageError with every problem at once */
function targetOf(file: string, { to, name }: ConvertFlags): StackId {
  const named = namedStack(to);
  const problems: UsageProblem[] = [];
  if (to === undefined)
    problems.push({
      message: 'Which stack is it to be written for?',
      hint: 'Pass --to; corsmith fix --list lists the stacks',
    });
  else if ('problem' in named) problems.push(named.problem);
  if (file === '-' && name === undefined)
    problems.push({
      message: 'Standard input has no file name, which says what it is.',
      hint: 'Add one: --name nginx.conf',
    });
  if (problems.length > 0 || !('stack' in named)) throw new UsageError(problems);
  return named.stack;
}

const isWhole = (one: Conversion | NotConverted): boolean =>
  'recipe' in one && one.leftOut.length === 0 && one.comparison.same === true;

/** Places with the same policy have one conversion. */
const distinct = (all: readonly (Conversion | NotConverted)[]): readonly (Conversion | NotConverted)[] => [
  ...new Map(
    all.map((one) => ['why' in one ? JSON.stringify(one) : JSON.stringify([one.policy, one.leftOut]), one]),
  ).values(),
];
