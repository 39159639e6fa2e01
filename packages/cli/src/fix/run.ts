import type { Diagnosis } from '@corsmith/doctor';
import { maskSecrets, printableJson } from '@corsmith/evidence';
import type { Recipe } from '@corsmith/stacks';
import type { Change, Refusal } from '@corsmith/stacks/write';
import { exitCodeOf } from '../check/exit-code.js';
import { ExitCode, type Invocation, type Terminal } from '../command.js';
import {
  afterwardsLines,
  diffLines,
  fixScreen,
  listScreen,
  nothingScreen,
  type PrintedFix,
  refusedLines,
  writtenLine,
} from '../terminal/fix.js';
import { BLANK, type Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { canPrompt, confirm } from '../terminal/prompt.js';
import { shellCommand } from '../terminal/shell.js';
import { type FixArguments, type FixFlags, parseFixArguments } from './arguments.js';
import { listedStacks } from './list.js';
import { verifyCommand } from './sample-request.js';
import { findTarget } from './target.js';
import type { Written } from './written.js';

/** Prints the configuration of a stack for a policy, or writes it. */
export async function runFix(invocation: Invocation<FixFlags>): Promise<ExitCode> {
  const { options: flags, terminal, signal } = invocation;
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
    const found = maskSecrets(target.found, args.request);
    if (flags.json) printJson(report(args, found));
    else print(nothingScreen(found, terminal.width));
    return exitCodeOf(found);
  }
  const found = target.found && maskSecrets(target.found, args.request);
  const verify = verifyCommand(maskSecrets(args.request), args.policy);
  if (flags.write === undefined) {
    const fix = { recipe: target.recipe, verify, found };
    if (flags.json) printJson({ ...report(args, found), ...fixJson(fix) });
    else print(fixScreen(fix, terminal.width));
    return fix.recipe.leftOut ? ExitCode.Blocked : ExitCode.Allowed;
  }
  const planned = await (await import('@corsmith/stacks/write')).planChange(target.recipe, flags.write, args.policy);
  const { steps, ...recipe } = target.recipe;
  const more = planned.kind === 'change' ? planned.steps : [];
  const fix = { recipe: { ...recipe, steps: [...steps, ...more] }, verify, found };
  if (flags.json) {
    const written = await write(planned, flags.yes === true);
    const diff = planned.kind === 'change' ? planned.diff : '';
    printJson({ ...report(args, found), ...fixJson(fix), write: { path: planned.path, ...written, diff } });
    return writeExitCode(written, recipe);
  }
  const written = await showChange(planned, fix, flags, { terminal, signal });
  return written === 'declined' ? ExitCode.Allowed : writeExitCode(written, recipe);
}

const fixJson = ({ recipe, verify }: PrintedFix) => ({
  fix: recipe,
  verify: shellCommand(verify, Number.POSITIVE_INFINITY).join(''),
});

function writeExitCode({ state }: Written, { leftOut }: Pick<Recipe, 'leftOut'>): ExitCode {
  if (leftOut) return ExitCode.Blocked;
  return state === 'not-written' ? ExitCode.Usage : ExitCode.Allowed;
}

async function write(planned: Change | Refusal, isConfirmed: boolean): Promise<Written> {
  if (planned.kind === 'refused') return { state: 'not-written', reason: planned.why };
  if (planned.text === undefined) return { state: 'unchanged' };
  if (!isConfirmed) return { state: 'not-written' };
  const reason = await (await import('@corsmith/stacks/write')).applyChange(planned);
  return reason === undefined ? { state: 'written' } : { state: 'not-written', reason };
}

/** Shows the diff, then writes it if confirmed. What can't be written is printed in full. */
async function showChange(
  planned: Change | Refusal,
  fix: PrintedFix,
  { yes }: FixFlags,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<Written | 'declined'> {
  const { width, colour } = terminal;
  const print = (lines: readonly Line[]) => terminal.print(paint(lines, colour));
  const { path } = planned;
  const refusedScreen = (reason: string) => [...refusedLines(path, reason, width), BLANK, ...fixScreen(fix, width)];
  if (planned.kind === 'refused') {
    print(refusedScreen(planned.why));
    return { state: 'not-written', reason: planned.why };
  }
  print(diffLines(planned.diff, fix, width));
  const prompts = !yes && planned.text !== undefined && canPrompt(terminal);
  const confirmed = yes === true || (prompts && (await confirm(`  Write this to ${path}?`, terminal, signal)));
  const written = await write(planned, confirmed);
  if (written.state === 'not-written' && written.reason !== undefined) {
    print(refusedScreen(written.reason));
    return written;
  }
  const rest = written.state === 'not-written' ? [] : [BLANK, ...afterwardsLines(fix, width)];
  print([...(prompts ? [BLANK] : []), ...writtenLine(written.state, path, width), ...rest]);
  return prompts && !confirmed ? 'declined' : written;
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
