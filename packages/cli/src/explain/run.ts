import { mayBeConfiguration, type RecordedVerdict, type Understood, understandText } from '@corsmith/doctor';
import { bugReport, type ImportedRequest, type ImportProblem, maskSecrets, printableJson } from '@corsmith/evidence';
import { exitCodeOf } from '../check/exit-code.js';
import { checked } from '../check/run.js';
import { ExitCode, type Invocation } from '../command.js';
import { lintLines } from '../lint/screen.js';
import { diagnosisLines } from '../terminal/diagnosis.js';
import { explanationLines } from '../terminal/explanation.js';
import { importedLines, recordedLines } from '../terminal/imported.js';
import { BLANK, type Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { version } from '../version.js';
import { configurationIn, isBroken } from './configuration.js';
import { readInput } from './input.js';
import { checkArguments, type GivenFlags, type RequestToCheck } from './request-to-check.js';

/** The result of reading a text. */
type Found = Exclude<Understood, { kind: 'broken' | 'unknown' }>;

interface Screen {
  readonly width: number;
  readonly detail: 'short' | 'verbose';
}

/** The flags of `explain` as given. */
interface ExplainFlags extends GivenFlags {
  readonly check?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly report?: boolean;
  readonly showSecrets?: boolean;
}

/** Explains a text, and with `--check` sends the request for real. */
export async function runExplain({
  arguments: [argument],
  options,
  terminal,
  signal,
}: Invocation<ExplainFlags>): Promise<ExitCode> {
  const { text, file } = await readInput(argument);
  const understood = await understandText(text, options.origin);
  const isVerbose = options.verbose === true;
  const { width, colour } = terminal;
  const screen = { width, detail: isVerbose ? 'verbose' : 'short' } as const;
  const configuration = mayBeConfiguration(understood) ? await configurationIn(text, file) : undefined;
  if (options.report === true) {
    const lines = configuration ? lintLines(configuration, screen) : resultLines(understood, screen);
    terminal.print(bugReport(text, paint(lines, 'plain'), maker()));
    return ExitCode.Allowed;
  }
  if (configuration) {
    if (options.check === true) throw new UsageError([{ message: 'The text contains no request to check.' }]);
    const { policies, findings } = configuration;
    if (options.json === true) terminal.print(`${printableJson({ source: 'configuration', policies, findings })}\n`);
    else terminal.print(paint([...handedOver(file), ...lintLines(configuration, screen)], colour));
    return isBroken(configuration) ? ExitCode.Blocked : ExitCode.Allowed;
  }
  const found = foundIn(understood);
  const showsSecrets = options.showSecrets === true;
  const json = () => jsonOf(showsSecrets ? found : masked(found));
  if (options.json !== true) terminal.print(paint(linesOf(found, screen, showsSecrets), colour));
  if (options.check !== true) {
    if (options.json === true) terminal.print(`${printableJson(json())}\n`);
    return isBlocked(found) ? ExitCode.Blocked : ExitCode.Allowed;
  }
  const request = requestsToCheck(found)[0];
  if (!request) throw new UsageError([{ message: 'The text contains no request to check.' }]);
  const args = await checkArguments(request, options);
  const diagnosis = await checked(args, signal);
  if (options.json === true) terminal.print(`${printableJson({ ...json(), diagnosis })}\n`);
  else terminal.print(paint([BLANK, ...diagnosisLines(diagnosis, screen)], colour));
  return exitCodeOf(diagnosis);
}

const maker = () => `corsmith ${version()}, Node ${process.versions.node}, ${process.platform}`;

const handedOver = (file: string | undefined): Line[] => [
  [['dim', `The text configures a server. Read as with corsmith lint${file === undefined ? ':' : ` ${file}:`}`]],
  BLANK,
];

/** What is printed of it, also if nothing is understood. */
const resultLines = (understood: Understood, screen: Screen): Line[] =>
  understood.kind === 'unknown'
    ? [[`Nothing. It most resembles ${understood.nearest.map(({ title }) => title).join(' or ')}.`]]
    : understood.kind === 'broken'
      ? understood.problems.map(({ message, path }): Line => [path === undefined ? message : `${message} (${path})`])
      : linesOf(understood, screen, false);

/** @throws UsageError if nothing in the text is understood. */
function foundIn(understood: Understood): Found {
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
      return { ...found, requests: found.requests.map(maskedVerdict) };
    case 'requests':
      return { ...found, requests: found.requests.map(maskedRequest) };
  }
}

const maskedVerdict = (one: RecordedVerdict) => maskSecrets(withoutRecording(one), one.imported.request);
const maskedRequest = (one: ImportedRequest) => maskSecrets(one, one.request);

function withoutRecording({ imported: { recorded: _, ...imported }, ...verdict }: RecordedVerdict): RecordedVerdict {
  return { imported, ...verdict };
}

function linesOf(found: Found, screen: Screen, showsSecrets: boolean): Line[] {
  // A recording is long, and few of its requests are shown.
  if (found.kind === 'recorded')
    return recordedLines(found.requests, screen, showsSecrets ? (one) => one : maskedVerdict);
  const shown = showsSecrets ? found : masked(found);
  switch (shown.kind) {
    case 'messages':
      return shown.explanations.flatMap((one, i) => [...(i > 0 ? [BLANK] : []), ...explanationLines(one, screen)]);
    case 'recorded':
      return recordedLines(shown.requests, screen, (one) => one);
    case 'requests':
      return shown.requests.flatMap((one, i) => [...(i > 0 ? [BLANK] : []), ...importedLines(one, screen)]);
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
