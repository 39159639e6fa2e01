import type { DiagnoseOptions, Diagnosis } from '@corsmith/doctor';
import type { Recipe, StackId } from '@corsmith/stacks';
import { serverName } from '../expectation.js';
import type { Result } from './verify.js';

/** A result that does not hold, with why. */
export interface Failure {
  readonly result: Result;
  /** Where it was looked into. */
  readonly diagnosis?: Diagnosis;
  /** The configuration that makes the server do what the contract's policy says. */
  readonly fix?: Recipe;
  /** The title of the failure that was looked into in its stead: same server, same symptom. */
  readonly like?: string;
}

export interface FailureOptions extends Pick<DiagnoseOptions, 'timeoutMs' | 'signal' | 'ca' | 'stack'> {
  /** How many are looked into. Default 5. */
  readonly most?: number;
  /** A result that is looked into, before it is. */
  readonly onDiagnosis?: (result: Result) => void;
}

/** Finds out why results do not hold: one of each kind is looked into, the first kinds first. */
export async function explainFailures(
  results: readonly Result[],
  { most = 5, onDiagnosis, ...options }: FailureOptions = {},
): Promise<readonly Failure[]> {
  const told = new Map<string, string>();
  let looked = 0;
  const failures: Failure[] = [];
  for (const result of results) {
    if (result.verdict.kind === 'holds' || result.verdict.kind === 'not-verified') continue;
    const kind = kindOf(result);
    const like = told.get(kind);
    if (like !== undefined) failures.push({ result, like });
    else if (looked >= most || !isExplicable(result)) {
      if (result.verdict.kind === 'unreachable') told.set(kind, result.expectation.title);
      failures.push({ result });
    } else {
      looked++;
      told.set(kind, result.expectation.title);
      onDiagnosis?.(result);
      failures.push(await explained(result, options));
    }
  }
  return failures;
}

/** What has the same cause most likely: the same symptom of the same server. */
function kindOf({ expectation: { request, server, subject }, verdict }: Result): string {
  const symptom = verdict.kind === 'broken' ? [verdict.reason, verdict.code] : [verdict.kind];
  return JSON.stringify([new URL(request.url).host, server && serverName(server), subject, ...symptom]);
}

/**
 * A path that is no error shows no fault of the server's, what can't be reached tells why itself, and nothing is wrong
 * with what was not sent.
 */
const isExplicable = ({ verdict }: Result): boolean =>
  verdict.kind === 'broken' && verdict.reason !== 'no-error' && verdict.reason !== 'not-verified';

async function explained(result: Result, options: FailureOptions): Promise<Failure> {
  const { diagnose } = await import('@corsmith/doctor');
  const { request, read, endpoint, server } = result.expectation;
  const diagnosis = await diagnose(request, {
    ...options,
    read,
    sentBefore: result.sentOnce,
    insecureDirect: endpoint.insecureDirect,
    // What is wrong at a server behind the front is found there; at the front it may be what stands between.
    ...(server ? { at: server } : { direct: endpoint.direct }),
  });
  const fix = await fixFor(result, diagnosis, options.stack);
  return { result, diagnosis, ...(fix && { fix }) };
}

/** For the whole policy of the contract, so that one change mends every request; for this one where no policy renders. */
async function fixFor(
  { expectation, verdict }: Result,
  { causes: [cause], stack: recognised }: Diagnosis,
  stack: StackId | undefined,
): Promise<Recipe | undefined> {
  if (cause && cause.fixedIn !== 'server') return cause.fix;
  const isBlocked = verdict.kind === 'broken' && verdict.reason === 'blocked';
  const id = stack ?? cause?.fix?.stack ?? (isBlocked ? undefined : recognised[0]?.id);
  if (id === undefined) return undefined;
  const [{ render }, { renderingProblem }] = await Promise.all([
    import('@corsmith/stacks'),
    import('@corsmith/stacks'),
  ]);
  const { policy } = expectation.endpoint;
  return renderingProblem(policy) === undefined ? render(policy, id) : cause?.fix;
}
