import { printableJson } from '@corsmith/evidence';
import { type Comparison, compare } from '@corsmith/lint';
import { ExitCode, type Invocation } from '../command.js';
import { paint } from '../terminal/paint.js';
import { UsageError } from '../usage-error.js';
import { type DiffArguments, type DiffFlags, parseDiffArguments } from './arguments.js';
import { comparedFiles, type Named } from './compared.js';
import { comparedUrl } from './compared-url.js';
import { diffScreen } from './screen.js';

/** Compares two configurations, servers or contracts. */
export async function runDiff(invocation: Invocation<DiffFlags>): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const args = parseDiffArguments(invocation);
  const sides: Named[] = [];
  const open = async (name: string): Promise<Named> => {
    const isUrl = /^https?:\/\//i.test(name);
    const side = isUrl ? comparedUrl(urlOf(name), { ...args, signal }) : await comparedFiles(name);
    sides.push(side);
    return withOrigins(side, args);
  };
  try {
    const old = await open(args.old);
    const comparison = await compare(old, await open(args.new));
    signal.throwIfAborted();
    for (const { name, failure } of sides) {
      const reason = failure?.();
      if (reason === undefined) continue;
      invocation.errors.print(`corsmith: ${name} could not be reached: ${reason}.\n`);
      return ExitCode.Unreachable;
    }
    if (args.output === 'json') terminal.print(`${printableJson({ ...comparison, skipped: skippedBy(sides) })}\n`);
    else {
      const screen = { width: terminal.width, detail: args.output };
      terminal.print(paint(diffScreen(comparison, skippedBy(sides), screen), terminal.colour));
    }
    return exitCodeOf(comparison, args);
  } finally {
    for (const side of sides) side.close?.();
  }
}

function urlOf(text: string): string {
  try {
    return new URL(text).href;
  } catch {
    throw new UsageError([
      { message: `'${text}' is not a valid URL.`, hint: 'Write it as https://api.example.com/path' },
    ]);
  }
}

/** Origins that the user names are requested first. */
const withOrigins = (named: Named, { origins }: DiffArguments): Named => ({
  ...named,
  sides: named.sides.map((side) => ({
    ...side,
    candidates: { ...side.candidates, origins: [...new Set([...origins, ...side.candidates.origins])] },
  })),
});

const skippedBy = (sides: readonly Named[]): Named['skipped'] => sides.flatMap(({ skipped }) => skipped);

function exitCodeOf({ same, differences }: Comparison, { allowed }: DiffArguments): ExitCode {
  if (differences.some(({ kind }) => kind !== allowed)) return ExitCode.Blocked;
  return same === null ? ExitCode.Unknown : ExitCode.Allowed;
}
