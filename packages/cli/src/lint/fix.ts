import { writeFile } from 'node:fs/promises';
import { fileProblem } from '@corsmith/evidence';
import { type Fixes, fixesOf } from '@corsmith/lint';
import type { SourceFile } from '@corsmith/readers';
import { createTwoFilesPatch } from 'diff';
import type { Invocation } from '../command.js';
import { BLANK, type Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { canPrompt, confirm } from '../terminal/prompt.js';
import { UsageError } from '../usage-error.js';
import type { LintArguments } from './arguments.js';
import type { Linted } from './linted.js';

/** Shows what the edits change, and writes it if confirmed. Resolves to whether files were written. */
export async function applyFixes(
  { findings, files }: Linted,
  { fix }: Pick<LintArguments, 'fix'>,
  { terminal, signal }: Pick<Invocation, 'terminal' | 'signal'>,
): Promise<boolean> {
  const fixes = await fixesOf(findings, files);
  const print = (lines: readonly Line[]) => terminal.print(paint(lines, terminal.colour));
  if (fixes.files.length === 0) {
    print([['Nothing can be fixed automatically.'], BLANK]);
    return false;
  }
  print([...fixes.files.flatMap((one) => diffLines(one, files)), BLANK]);
  const isConfirmed =
    fix === 'write' || (canPrompt(terminal) && (await confirm(`  ${questionOf(fixes)}`, terminal, signal)));
  if (!isConfirmed) {
    print([['Nothing was written. Pass --yes to write it without confirmation.'], BLANK]);
    return false;
  }
  for (const { path, text } of fixes.files)
    await writeFile(path, text).catch((error: unknown) => {
      throw new UsageError([{ message: fileProblem(path, error, 'written') }]);
    });
  print([[['good', `✓ Fixed ${counted(fixes.fixed.length, 'finding')} in ${named(fixes)}`]], BLANK]);
  return true;
}

const questionOf = (fixes: Fixes): string => `Write this to ${named(fixes)}?`;

const named = ({ files: [first, ...more] }: Fixes): string =>
  first && more.length === 0 ? first.path : counted(more.length + 1, 'file');

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function diffLines({ path, text }: SourceFile, before: readonly SourceFile[]): Line[] {
  const old = before.find((one) => one.path === path)?.text ?? '';
  const patch = createTwoFilesPatch(path, path, old, text, '', '', { context: 3 });
  const rows = patch.trimEnd().split('\n');
  return rows
    .slice(rows.findIndex((row) => row.startsWith('---')))
    .map((row): Line => [[row.startsWith('+') ? 'added' : row.startsWith('-') ? 'removed' : 'around', row]]);
}
