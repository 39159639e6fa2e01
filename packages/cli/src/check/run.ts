import { type Diagnosis, diagnose } from '@corsmith/doctor';
import { maskSecrets, printableJson } from '@corsmith/evidence';
import type { ProbedExchange } from '@corsmith/protocol';
import type { ExitCode, Invocation } from '../command.js';
import { diagnosisLines } from '../terminal/diagnosis.js';
import { paint } from '../terminal/paint.js';
import { type CheckArguments, type CheckFlags, parseArguments } from './arguments.js';
import { exitCodeOf } from './exit-code.js';

/** Diagnoses one request, and prints what was found. */
export async function runCheck(invocation: Invocation<CheckFlags>): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const args = await parseArguments(invocation);
  const diagnosis = await checked(args, signal);
  if (args.output === 'json') terminal.print(`${printableJson(diagnosis)}\n`);
  else
    terminal.print(paint(diagnosisLines(diagnosis, { width: terminal.width, detail: args.output }), terminal.colour));
  return exitCodeOf(diagnosis);
}

/** The diagnosis, and each exchange as it happens, with secrets masked unless they are to be shown. */
export async function checked(
  args: CheckArguments,
  signal: AbortSignal,
  onExchange?: (exchange: ProbedExchange) => void,
): Promise<Diagnosis> {
  const { request, output: _, secrets, ...options } = args;
  const sent = (args.cookies ?? []).map((line) => ['Cookie', line.split(';')[0] ?? ''] as const);
  const known = { ...request, headers: [...(request.headers ?? []), ...sent] };
  const shown = <T>(data: T): T => (secrets === 'shown' ? data : maskSecrets(data, known));
  const reporting = onExchange && { onExchange: (exchange: ProbedExchange) => onExchange(shown(exchange)) };
  const found = await diagnose(request, { ...options, signal, ...reporting });
  signal.throwIfAborted();
  return shown(found);
}
