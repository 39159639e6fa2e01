import { type Explanation, explainMessage, judgeRecorded, type RecordedVerdict } from '@corsmith/doctor';
import {
  ImportError,
  type ImportedRequest,
  importSource,
  importText,
  maskSecrets,
  printableJson,
} from '@corsmith/evidence';
import { parseConsoleText } from '@corsmith/protocol';
import { exitCodeOf } from '../check/exit-code.js';
import { checked } from '../check/run.js';
import { ExitCode, type Invocation } from '../command.js';
import { diagnosisLines } from '../terminal/diagnosis.js';
import { explanationLines } from '../terminal/explanation.js';
import { importedLines, recordedLines } from '../terminal/imported.js';
import { BLANK, type Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { readInput } from './input.js';
import { checkArguments, type RequestToCheck } from './request-to-check.js';

/** The result of reading a text. */
type Found =
  | { readonly source: 'console'; readonly explanations: readonly Explanation[] }
  | { readonly source: 'har'; readonly requests: readonly RecordedVerdict[] }
  | { readonly source: 'curl' | 'powershell' | 'fetch'; readonly requests: readonly ImportedRequest[] };

/** Explains a text, and with `--check` sends the request for real. */
export async function runExplain({ arguments: [argument], options, terminal, signal }: Invocation): Promise<ExitCode> {
  const found = await understand(await readInput(argument), options.origin as string | undefined);
  const shown = options.showSecrets === true ? found : masked(found);
  const { width, colour } = terminal;
  const isVerbose = options.verbose === true;
  if (options.json !== true)
    terminal.print(paint(linesOf(shown, { width, detail: isVerbose ? 'verbose' : 'short' }), colour));
  if (options.check !== true) {
    if (options.json === true) terminal.print(`${printableJson(shown)}\n`);
    return isBlocked(found) ? ExitCode.Blocked : ExitCode.Allowed;
  }
  const request = requestsToCheck(found)[0];
  if (!request) throw new UsageError([{ message: 'The text contains no request to check.' }]);
  const args = await checkArguments(request, options);
  const diagnosis = await checked(args, signal);
  if (options.json === true) terminal.print(`${printableJson({ ...shown, diagnosis })}\n`);
  else
    terminal.print(
      paint([BLANK, ...diagnosisLines(diagnosis, { width, detail: isVerbose ? 'verbose' : 'short' })], colour),
    );
  return exitCodeOf(diagnosis);
}

/** @throws UsageError if nothing in the text is understood. */
async function understand(text: string, origin: string | undefined): Promise<Found> {
  const source = importSource(text);
  const imported = source && tryImport(() => importText(text, source));
  if (Array.isArray(imported)) {
    const requests = imported.map((one) => withOrigin(one, origin));
    if (source !== 'har') return { source: source!, requests };
    const verdicts: RecordedVerdict[] = [];
    for (const one of requests) verdicts.push(await judgeRecorded(one));
    return { source, requests: verdicts };
  }
  const explanations = parseConsoleText(text).map((message) =>
    explainMessage(origin === undefined || message.origin !== undefined ? message : { ...message, origin }),
  );
  if (explanations.length > 0) return { source: 'console', explanations };
  if (imported instanceof ImportError) throw new UsageError(imported.problems.map(usageProblem));
  throw new UsageError([
    {
      message: 'The text contains no known browser message.',
      hint: 'Copy the whole message from the console: it begins with "Access to fetch", "Cross-Origin Request Blocked" or "Origin"',
    },
  ]);
}

function tryImport(read: () => readonly ImportedRequest[]): readonly ImportedRequest[] | ImportError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
}

/** Without the text around the place, which may contain a secret. */
function usageProblem({ message, path, line, column }: ImportError['problems'][number]): UsageProblem {
  const place = path ?? (line === undefined ? undefined : `Line ${line}, column ${column}`);
  return { message, ...(place !== undefined && { hint: place }) };
}

const withOrigin = (imported: ImportedRequest, origin: string | undefined): ImportedRequest =>
  origin === undefined || imported.request.origin !== undefined
    ? imported
    : { ...imported, request: { ...imported.request, origin } };

/** Each on its own: one request's secrets are not another's. Recorded responses are not shown. */
function masked(found: Found): Found {
  switch (found.source) {
    case 'console':
      return { ...found, explanations: found.explanations.map((one) => maskSecrets(one)) };
    case 'har':
      return {
        ...found,
        requests: found.requests.map((one) => maskSecrets(withoutRecording(one), one.imported.request)),
      };
    default:
      return { ...found, requests: found.requests.map((one) => maskSecrets(one, one.request)) };
  }
}

function withoutRecording({ imported: { recorded: _, ...imported }, ...verdict }: RecordedVerdict): RecordedVerdict {
  return { imported, ...verdict };
}

function linesOf(found: Found, screen: { readonly width: number; readonly detail: 'short' | 'verbose' }): Line[] {
  switch (found.source) {
    case 'console':
      return found.explanations.flatMap((one, i) => [...(i > 0 ? [BLANK] : []), ...explanationLines(one, screen)]);
    case 'har':
      return recordedLines(found.requests, screen);
    default:
      return found.requests.flatMap((one, i) => [...(i > 0 ? [BLANK] : []), ...importedLines(one, screen)]);
  }
}

/** Requests worth checking, the most useful first. */
function requestsToCheck(found: Found): readonly RequestToCheck[] {
  switch (found.source) {
    case 'console':
      return found.explanations.flatMap(({ request }) => (request ? [request] : []));
    case 'har':
      return [...found.requests]
        .sort((a, b) => Number(a.verdict === 'allowed') - Number(b.verdict === 'allowed'))
        .map(({ imported }) => imported.request);
    default:
      return found.requests.map(({ request }) => request);
  }
}

function isBlocked(found: Found): boolean {
  if (found.source === 'console') return found.explanations.some(({ message }) => message.kind === 'error');
  return found.source === 'har' && found.requests.some(({ verdict }) => verdict === 'blocked');
}
