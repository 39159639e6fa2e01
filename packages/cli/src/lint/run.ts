import { printableJson } from '@corsmith/evidence';
import { isAtLeast, lint } from '@corsmith/lint';
import { ExitCode, type Invocation } from '../command.js';
import { paint } from '../terminal/paint.js';
import { parseArguments } from './arguments.js';
import { findFiles } from './files.js';
import { lintLines } from './screen.js';

/** Lints files and folders, and prints the findings. */
export async function runLint({ terminal, signal, ...invocation }: Invocation): Promise<ExitCode> {
  const { paths, failOn, name, output } = parseArguments(invocation);
  const { files, skipped } = await findFiles(paths, name);
  signal.throwIfAborted();
  const result = await lint({ files });
  if (output === 'json') terminal.print(`${printableJson({ ...result, skipped })}\n`);
  else
    terminal.print(
      paint(lintLines({ ...result, files, skipped }, { width: terminal.width, detail: output }), terminal.colour),
    );
  const fails = failOn !== 'never' && result.findings.some(({ level }) => isAtLeast(level, failOn));
  return fails ? ExitCode.Blocked : ExitCode.Allowed;
}
