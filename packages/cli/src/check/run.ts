import { diagnose } from '@corsmith/doctor';
import { ExitCode, type Invocation } from '../command.js';
import { maskSecrets } from '../secrets.js';
import { diagnosisLines } from '../terminal/diagnosis.js';
import { paint } from '../terminal/paint.js';
import { printableJson } from '../terminal/printable.js';
import { isAllowed, isUnreachable } from '../terminal/verdict.js';
import { parseArguments } from './arguments.js';

/** Diagnoses one request, and prints what was found. */
export async function runCheck(invocation: Invocation): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const { request, output, secrets, ...options } = await parseArguments(invocation);
  const found = await diagnose(request, { ...options, signal });
  signal.throwIfAborted();
  const diagnosis = secrets === 'shown' ? found : maskSecrets(found, request.headers);
  if (output === 'json') terminal.print(`${printableJson(diagnosis)}\n`);
  else terminal.print(paint(diagnosisLines(diagnosis, { width: terminal.width, detail: output }), terminal.colour));
  if (isAllowed(diagnosis)) return ExitCode.Allowed;
  return isUnreachable(diagnosis) ? ExitCode.Unreachable : ExitCode.Blocked;
}
