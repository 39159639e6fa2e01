import { type Audit, audit, isAtLeast } from '@corsmith/audit';
import { maskSecrets, printableJson } from '@corsmith/evidence';
import { ExitCode, type Invocation } from '../command.js';
import { auditLines } from '../terminal/audit.js';
import { paint } from '../terminal/paint.js';
import { progressLine } from '../terminal/progress.js';
import { type AuditArguments, parseArguments } from './arguments.js';

/** Audits one URL and prints the findings. */
export async function runAudit({ terminal, errors, signal, ...invocation }: Invocation): Promise<ExitCode> {
  const args = parseArguments(invocation);
  const progress = progressLine(errors);
  const found = await audited(args, signal, (sent) => progress.showOften(() => `Requests sent: ${sent}`)).finally(
    progress.clear,
  );
  if (args.output === 'json') terminal.print(`${printableJson(found)}\n`);
  else terminal.print(paint(auditLines(found, { width: terminal.width, detail: args.output }), terminal.colour));
  if (found.failure) return ExitCode.Unreachable;
  if (found.findings.some(({ severity }) => isAtLeast(severity, args.failOn))) return ExitCode.Blocked;
  return found.finished ? ExitCode.Allowed : ExitCode.Unknown;
}

/** The findings, with secrets masked unless --show-secrets is set. */
async function audited(
  { request, timeoutMs, maxRequests, secrets }: AuditArguments,
  signal: AbortSignal,
  progress: (sent: number) => void,
): Promise<Audit> {
  const found = await audit(request, { timeoutMs, maxRequests, signal, progress });
  signal.throwIfAborted();
  return secrets === 'shown' ? found : maskSecrets(found, request);
}
