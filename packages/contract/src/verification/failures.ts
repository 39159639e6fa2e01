import type { DiagnoseOptions, Diagnosis } from '@corsmith/doctor';
import type { Recipe, StackId } from '@corsmith/stacks';
import { serverName } from '../expectation.js';
import type { Result } from './verify.js';

/** A failed result and its explanation. */
export interface Failure {
  readonly result: Result;
  /** Present if it was diagnosed. */
  readonly diagnosis?: Diagnosis;
  /** The configuration that makes the server follow the contract's policy. */
  readonly fix?: Recipe;
  /** The title of the diagnosed failure with the same server and symptom. */
  readonly like?: string;
}

export interface FailureOptions extends Pick<DiagnoseOptions, 'timeoutMs' | 'signal' | 'ca' | 'stack'> {
  /** How many failures are diagnosed. Default 5. */
  readonly maxDiagnoses?: number;
  /** Called before a result is diagnosed. */
  readonly onDiagnosis?: (result: Result) => void;
}

/** Explains failed results: diagnoses one of each kind, in the order of the contract. */
export async function explainFailures(
  results: readonly Result[],
  { maxDiagnoses = 5, onDiagnosis, ...options }: FailureOptions = {},
): Promise<readonly Failure[]> {
  const titles = new Map<string, string>();
  let diagnosed = 0;
  const failures: Failure[] = [];
  for (const result of results) {
    if (result.verdict.kind === 'holds' || result.verdict.kind === 'not-verified') continue;
    const kind = kindOf(result);
    const like = titles.get(kind);
    if (like !== undefined) failures.push({ result, like });
    else if (diagnosed >= maxDiagnoses || !isExplicable(result)) {
      if (result.verdict.kind === 'unreachable') titles.set(kind, result.expectation.title);
      failures.push({ result });
    } else {
      diagnosed++;
      titles.set(kind, result.expectation.title);
      onDiagnosis?.(result);
      failures.push(await explained(result, options));
    }
  }
  return failures;
}

/** Failures of one kind likely have the same cause: the same symptom of the same server. */
function kindOf({ expectation: { request, server, subject }, verdict }: Result): string {
  const symptom = verdict.kind === 'broken' ? [verdict.reason, verdict.code] : [verdict.kind];
  return JSON.stringify([new URL(request.url).host, server && serverName(server), subject, ...symptom]);
}

/**
 * A path without an error shows no problem of the server, an unreachable server has a message of its own, and a request
 * that was not sent has no problem.
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
    // An origin server is diagnosed on its own; at the URL's host, a proxy may be the cause.
    ...(server ? { at: server } : { direct: endpoint.direct }),
  });
  const fix = await fixFor(result, diagnosis, options.stack);
  return { result, diagnosis, ...(fix && { fix }) };
}

/** For the whole policy, so that one change fixes every request; for this request alone if the policy can't be rendered. */
async function fixFor(
  { expectation, verdict }: Result,
  { causes: [cause], stack: detected }: Diagnosis,
  stack: StackId | undefined,
): Promise<Recipe | undefined> {
  if (cause && cause.fixedIn !== 'server') return cause.fix;
  const isBlocked = verdict.kind === 'broken' && verdict.reason === 'blocked';
  const id = stack ?? cause?.fix?.stack ?? (isBlocked ? undefined : detected[0]?.id);
  if (id === undefined) return undefined;
  const [{ render }, { renderingProblem }] = await Promise.all([
    import('@corsmith/stacks'),
    import('@corsmith/stacks'),
  ]);
  const { policy } = expectation.endpoint;
  return renderingProblem(policy) === undefined ? render(policy, id) : cause?.fix;
}
