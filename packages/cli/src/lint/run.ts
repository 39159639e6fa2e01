import { baselineOf, isAtLeast } from '@corsmith/lint';
import { ExitCode, type Invocation } from '../command.js';
import { prepareOutputs } from '../reports/output-files.js';
import { paint } from '../terminal/paint.js';
import { type LintArguments, type LintFlags, parseArguments } from './arguments.js';
import { readBaseline, writeBaseline } from './baseline-file.js';
import { applyFixes } from './fix.js';
import { type Linted, lintOnce } from './linted.js';
import { publish } from './publish.js';
import { runOnChanges } from './watch.js';

/** Lints files and folders, once or after each change. */
export async function runLint(invocation: Invocation<LintFlags>): Promise<ExitCode> {
  const args = parseArguments(invocation);
  await prepareOutputs(args.outputs);
  if (args.baseline?.use === 'write') return updateBaseline(args, args.baseline.file, invocation);
  if (!args.watches) return run(args, invocation);
  let last: ExitCode = ExitCode.Allowed;
  await runOnChanges(args.paths, invocation, async () => {
    last = await run(args, invocation);
    invocation.terminal.print('\n');
  });
  return last;
}

async function run(args: LintArguments, invocation: Invocation): Promise<ExitCode> {
  const baseline = args.baseline && (await readBaseline(args.baseline.file));
  const found = await lintOnce(args, baseline);
  invocation.signal.throwIfAborted();
  const isFixed = args.fix !== 'no' && (await applyFixes(found, args, invocation));
  const linted = isFixed ? await lintOnce(args, baseline) : found;
  await publish(linted, args, invocation);
  return exitCodeOf(linted, args);
}

const exitCodeOf = ({ findings }: Linted, { failOn }: LintArguments): ExitCode =>
  failOn !== 'never' && findings.some(({ level }) => isAtLeast(level, failOn)) ? ExitCode.Blocked : ExitCode.Allowed;

async function updateBaseline(args: LintArguments, file: string, { terminal }: Invocation): Promise<ExitCode> {
  const { findings, files } = await lintOnce(args, undefined);
  await writeBaseline(file, baselineOf(findings, files));
  const what = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  terminal.print(
    paint(
      [
        [
          ['good', `✓ Wrote ${file}`],
          ['dim', `   ${what}`],
        ],
      ],
      terminal.colour,
    ),
  );
  return ExitCode.Allowed;
}
