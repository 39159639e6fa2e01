import type { Diagnosis, Recipe } from '@corsmith/doctor';
import { exitCodeOf } from '../check/exit-code.js';
import { ExitCode, type Invocation, type Terminal } from '../command.js';
import { maskSecrets } from '../secrets.js';
import { canAsk, isAgreed } from '../terminal/ask.js';
import {
  afterwardsLines,
  diffLines,
  fixScreen,
  listScreen,
  nothingScreen,
  type PrintedFix,
  writtenLine,
} from '../terminal/fix.js';
import { BLANK, type Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { printableJson } from '../terminal/printable.js';
import { shellCommand } from '../terminal/shell.js';
import { type FixArguments, type FixFlags, parseFixArguments } from './arguments.js';
import { listedStacks } from './list.js';
import { verifyCommand } from './sample-request.js';
import { findTarget } from './target.js';
import type { Change } from './write/write.js';

/** What became of the file. */
export type Written = 'written' | 'unchanged' | 'not-written';

/** Prints the configuration of one stack for a policy, or writes it. */
export async function runFix(invocation: Invocation): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const flags = invocation.options as FixFlags;
  const print = (lines: readonly Line[]) => terminal.print(paint(lines, terminal.colour));
  const printJson = (value: unknown) => terminal.print(`${printableJson(value)}\n`);
  if (flags.list) {
    const listed = listedStacks();
    if (flags.json) printJson(listed);
    else print(listScreen(listed, terminal.width));
    return ExitCode.Allowed;
  }
  const args = await parseFixArguments(invocation);
  const target = await findTarget(args, signal);
  if (target.kind === 'nothing') {
    const found = maskSecrets(target.found, args.request.headers);
    if (flags.json) printJson(report(args, found));
    else print(nothingScreen(found, terminal.width));
    return exitCodeOf(found);
  }
  const found = target.found && maskSecrets(target.found, args.request.headers);
  const fix = {
    recipe: target.recipe,
    verify: verifyCommand(maskSecrets(args.request), args.policy),
    found,
  };
  const change = flags.write === undefined ? undefined : await plannedChange(fix.recipe, flags.write);
  if (flags.json) {
    const written = change && (await write(change, flags.yes === true));
    const verify = shellCommand(fix.verify, Number.POSITIVE_INFINITY).join('');
    const file = change && { write: { path: change.file.path, state: written, diff: change.diff } };
    printJson({ ...report(args, found), fix: fix.recipe, verify, ...file });
  } else if (change) {
    await showChange(change, fix, flags, { terminal, signal });
  } else {
    print(fixScreen(fix, terminal.width));
  }
  return fix.recipe.leftOut ? ExitCode.Blocked : ExitCode.Allowed;
}

const plannedChange = async (recipe: Recipe, path: string): Promise<Change> =>
  (await import('./write/write.js')).plannedChange(recipe, path);

async function write(change: Change, isAllowedTo: boolean): Promise<Written> {
  if (change.text === undefined) return 'unchanged';
  if (!isAllowedTo) return 'not-written';
  await (await import('./write/write.js')).apply(change);
  return 'written';
}

/** The difference first; then it is written, where that is agreed. */
async function showChange(
  change: Change,
  fix: PrintedFix,
  { yes }: FixFlags,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<void> {
  const { width, colour } = terminal;
  terminal.print(paint(diffLines(change.diff, fix, width), colour));
  const { path } = change.file;
  const asks = !yes && change.text !== undefined && canAsk(terminal);
  const agreed = yes === true || (asks && (await isAgreed(`  Write this to ${path}?`, terminal, signal)));
  const written = await write(change, agreed);
  const rest = written === 'not-written' ? [] : [BLANK, ...afterwardsLines(fix, width)];
  terminal.print(paint([...(asks ? [BLANK] : []), ...writtenLine(written, path, width), ...rest], colour));
}

const report = ({ policy, request }: FixArguments, found: Diagnosis | undefined) => ({
  policy,
  ...(found && {
    request: maskSecrets(request),
    verdict: found.verdict,
    causes: found.causes.map(({ fix: _, ...cause }) => cause),
    stack: found.stack,
  }),
});
