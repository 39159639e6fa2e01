import { explainFailures, type Failure, type Result, type VerifyOptions, verify } from '@corsmith/contract';
import { cellsOf } from './cells.js';
import { driftOf } from './drift.js';
import type { EndpointCheck } from './endpoint-check.js';
import { type CheckReport, type FoundCause, MOST_PROBLEMS, type Problem, symptomOf } from './report.js';
import type { CheckState } from './state.js';

export interface RunOptions
  extends Pick<VerifyOptions, 'engines' | 'timeoutMs' | 'signal' | 'retries' | 'strict' | 'onResult'> {
  /** Failures to look into, each kind once. */
  readonly diagnosed?: number;
}

/** Of one check at a time. Several checks run at once, often at one host. */
const PER_HOST = 4;

/** Holds one endpoint to its contract. Why it is broken is looked into once, not again in each interval. */
export async function runCheck(
  { contract }: Pick<EndpointCheck, 'contract'>,
  before: CheckState | undefined,
  { diagnosed = 2, ...options }: RunOptions = {},
): Promise<CheckReport> {
  const began = performance.now();
  const results = await verify(contract, { perHost: PER_HOST, ...options });
  const durationMs = Math.round(performance.now() - began);
  const counts = countsOf(results);
  const plain = problemsOf(results.filter(isFailure).map((result) => ({ result })));
  const symptom = symptomOf({ counts, problems: plain });
  const problems =
    before?.symptom === symptom
      ? withKnownCauses(plain, before.report.problems)
      : problemsOf(await explainFailures(results, { most: diagnosed, ...explaining(options) }));
  // What is interrupted looks as if nothing could be found out.
  options.signal?.throwIfAborted();
  return {
    counts,
    cells: cellsOf(results),
    symptom,
    problems: problems.slice(0, MOST_PROBLEMS),
    drift: driftOf(results),
    durationMs,
  };
}

const explaining = ({ timeoutMs, signal }: RunOptions) => ({
  ...(timeoutMs !== undefined && { timeoutMs }),
  ...(signal && { signal }),
});

const isFailure = ({ verdict }: Result): boolean => verdict.kind === 'broken' || verdict.kind === 'unreachable';

function countsOf(results: readonly Result[]): CheckReport['counts'] {
  const counts = { holds: 0, broken: 0, unreachable: 0, 'not-verified': 0 };
  for (const { verdict } of results) counts[verdict.kind]++;
  return counts;
}

/** What was looked into comes first, so that it is among those that are kept. */
const problemsOf = (failures: readonly Failure[]): readonly Problem[] =>
  [...failures.filter(({ diagnosis }) => diagnosis), ...failures.filter(({ diagnosis }) => !diagnosis)].map(problemOf);

function problemOf({ result: { expectation, verdict }, diagnosis, fix }: Failure): Problem {
  const { title } = expectation;
  if (verdict.kind === 'unreachable') {
    const { code, message } = verdict.failure;
    return { title, rule: 'unreachable', code, message };
  }
  if (verdict.kind !== 'broken') throw new TypeError(`'${title}' is ${verdict.kind}`);
  const { reason, code, message } = verdict;
  const cause = causeOf(diagnosis, fix);
  return { title, rule: reason, message, ...(code !== undefined && { code }), ...(cause && { cause }) };
}

function causeOf(diagnosis: Failure['diagnosis'], fix: Failure['fix']): FoundCause | undefined {
  const [cause] = diagnosis?.causes ?? [];
  if (!cause) return undefined;
  const { id, title, explanation } = cause;
  return { id, title, explanation, ...(fix && { stack: fix.stack }) };
}

function withKnownCauses(problems: readonly Problem[], known: readonly Problem[]): readonly Problem[] {
  const causes = new Map(known.flatMap(({ title, cause }) => (cause ? [[title, cause] as const] : [])));
  const told = problems.map((problem) => {
    const cause = causes.get(problem.title);
    return cause ? { ...problem, cause } : problem;
  });
  return [...told.filter(({ cause }) => cause), ...told.filter(({ cause }) => !cause)];
}
