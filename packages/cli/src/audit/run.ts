import { type Audit, audit, isAtLeast, sarifOf } from '@corsmith/audit';
import { maskerOf, printableJson } from '@corsmith/evidence';
import { defined } from '@corsmith/protocol';
import { ExitCode, type Invocation } from '../command.js';
import { prepareFile, writeReport } from '../reports/output-files.js';
import { auditLines, summaryLine } from '../terminal/audit.js';
import { BLANK } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { progressLine } from '../terminal/progress.js';
import { version } from '../version.js';
import { type AuditArguments, type AuditFlags, parseArguments } from './arguments.js';
import { type AuditTarget, targetsOf } from './targets.js';

/** Audits one URL after the other and prints the findings. */
export async function runAudit(invocation: Invocation<AuditFlags>): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const args = parseArguments(invocation);
  const { targets, shellValues } = await targetsOf(args);
  if (args.sarif !== undefined) await prepareFile('--sarif', args.sarif);
  const isOne = targets.length === 1 && args.urls.length === 1;
  const audits: Audit[] = [];
  for (const [index, target] of targets.entries()) {
    const found = await audited(target, { index, count: targets.length }, { args, shellValues, invocation });
    signal.throwIfAborted();
    audits.push(found);
    if (args.output === 'json') continue;
    const lines = auditLines(found, { width: terminal.width, detail: args.output });
    terminal.print(paint(isOne ? lines : [...lines, BLANK], terminal.colour));
  }
  if (args.output === 'json') terminal.print(`${printableJson(isOne ? audits[0] : { audits })}\n`);
  else if (!isOne) terminal.print(paint([summaryLine(audits)], terminal.colour));
  if (args.sarif !== undefined) {
    const places = audits.map((audit, index) => ({ audit, ...defined({ place: targets[index]?.place }) }));
    await writeReport('--sarif', args.sarif, `${printableJson(sarifOf(places, version()))}\n`);
  }
  return exitCodeOf(audits, args);
}

/** What was found goes before what was not reached or not finished. */
function exitCodeOf(audits: readonly Audit[], { failOn }: AuditArguments): ExitCode {
  const fails = audits.some(({ findings }) => findings.some(({ severity }) => isAtLeast(severity, failOn)));
  if (fails) return ExitCode.Blocked;
  if (audits.some(({ failure }) => failure)) return ExitCode.Unreachable;
  return audits.every(({ finished }) => finished) ? ExitCode.Allowed : ExitCode.Unknown;
}

interface Run {
  readonly args: AuditArguments;
  readonly shellValues: readonly string[];
  readonly invocation: Invocation;
}

/** The findings, with secrets masked unless --show-secrets is set. */
async function audited(
  { request }: AuditTarget,
  { index, count }: { readonly index: number; readonly count: number },
  { args, shellValues, invocation: { errors, signal } }: Run,
): Promise<Audit> {
  const progress = progressLine(errors);
  const which = count === 1 ? '' : `URL ${index + 1} of ${count}, `;
  const { timeoutMs, maxRequests, secrets } = args;
  const found = await audit(request, {
    timeoutMs,
    maxRequests,
    signal,
    progress: (sent) => progress.showOften(() => `${which}requests sent: ${sent}`),
  }).finally(progress.clear);
  return secrets === 'shown' ? found : maskerOf({ ...request, values: shellValues }).data(found);
}
