import { type RecordedVerdict, type Understood, understandText } from '@corsmith/doctor';
import { type ImportProblem, maskSecrets, printableJson } from '@corsmith/evidence';
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
type Found = Exclude<Understood, { kind: 'broken' | 'unknown' }>;

/** Explains a text, and with `--check` sends the request for real. */
export async function runExplain({ arguments: [argument], options, terminal, signal }: Invocation): Promise<ExitCode> {
  const found = await understand(await readInput(argument), options.origin as string | undefined);
  const shown = options.showSecrets === true ? found : masked(found);
  const { width, colour } = terminal;
  const isVerbose = options.verbose === true;
  if (options.json !== true)
    terminal.print(paint(linesOf(shown, { width, detail: isVerbose ? 'verbose' : 'short' }), colour));
  if (options.check !== true) {
    if (options.json === true) terminal.print(`${printableJson(jsonOf(shown))}\n`);
    return isBlocked(found) ? ExitCode.Blocked : ExitCode.Allowed;
  }
  const request = requestsToCheck(found)[0];
  if (!request) throw new UsageError([{ message: 'The text contains no request to check.' }]);
  const args = await checkArguments(request, options);
  const diagnosis = await checked(args, signal);
  if (options.json === true) terminal.print(`${printableJson({ ...jsonOf(shown), diagnosis })}\n`);
  else
    terminal.print(
      paint([BLANK, ...diagnosisLines(diagnosis, { width, detail: isVerbose ? 'verbose' : 'short' })], colour),
    );
  return exitCodeOf(diagnosis);
}

/** @throws UsageError if nothing in the text is understood. */
async function understand(text: string, origin: string | undefined): Promise<Found> {
  const understood = await understandText(text, origin);
  switch (understood.kind) {
    case 'broken':
      throw new UsageError(understood.problems.map(usageProblem));
    case 'unknown':
      throw new UsageError(
        understood.nearest.map(({ title, copy }, i) => ({
          message: i === 0 ? `The text contains nothing that is known. It most resembles ${title}.` : `Or ${title}.`,
          hint: copy,
        })),
      );
    default:
      return understood;
  }
}

/** Without the text around the place, which may contain a secret. */
function usageProblem({ message, path, line, column }: ImportProblem): UsageProblem {
  const place = path ?? (line === undefined ? undefined : `Line ${line}, column ${column}`);
  return { message, ...(place !== undefined && { hint: place }) };
}

/** Each on its own: one request's secrets are not another's. Recorded responses are not shown. */
function masked(found: Found): Found {
  switch (found.kind) {
    case 'messages':
      return { ...found, explanations: found.explanations.map((one) => maskSecrets(one)) };
    case 'recorded':
      return {
        ...found,
        requests: found.requests.map((one) => maskSecrets(withoutRecording(one), one.imported.request)),
      };
    case 'requests':
      return { ...found, requests: found.requests.map((one) => maskSecrets(one, one.request)) };
  }
}

function withoutRecording({ imported: { recorded: _, ...imported }, ...verdict }: RecordedVerdict): RecordedVerdict {
  return { imported, ...verdict };
}

function linesOf(found: Found, screen: { readonly width: number; readonly detail: 'short' | 'verbose' }): Line[] {
  switch (found.kind) {
    case 'messages':
      return found.explanations.flatMap((one, i) => [...(i > 0 ? [BLANK] : []), ...explanationLines(one, screen)]);
    case 'recorded':
      return recordedLines(found.requests, screen);
    case 'requests':
      return found.requests.flatMap((one, i) => [...(i > 0 ? [BLANK] : []), ...importedLines(one, screen)]);
  }
}

/** The result for programs. */
const jsonOf = ({ kind: _, ...found }: Found): object => found;

/** Requests worth checking, the most useful first. */
function requestsToCheck(found: Found): readonly RequestToCheck[] {
  switch (found.kind) {
    case 'messages':
      return found.explanations.flatMap(({ request }) => (request ? [request] : []));
    case 'recorded':
      return [...found.requests]
        .sort((a, b) => Number(a.verdict === 'allowed') - Number(b.verdict === 'allowed'))
        .map(({ imported }) => imported.request);
    case 'requests':
      return found.requests.map(({ request }) => request);
  }
}

function isBlocked(found: Found): boolean {
  if (found.kind === 'messages') return found.explanations.some(({ message }) => message.kind === 'error');
  return found.kind === 'recorded' && found.requests.some(({ verdict }) => verdict === 'blocked');
}
