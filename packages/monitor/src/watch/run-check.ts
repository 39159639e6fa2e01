import { explainFailures, type Failure, type Result, type VerifyOptions, verify } from '@corsmith/contract';
import { defined } from '@corsmith/protocol';
import { cellsOf } from './cells.js';
import { driftOf } from './drift.js';
import type { EndpointCheck } from './endpoint-check.js';
import { type CheckReport, type FoundCause, MAX_PROBLEMS, type Problem, signatureOf, symptomOf } from './report.js';
import type { CheckState } from './state.js';

export interface RunOptions
  extends Pick<VerifyOptions, 'engines' | 'timeoutMs' | 'signal' | 'retries' | 'strict' | 'onResult'> {
  /** The number of failures to diagnose, one of each kind (default: 2). */
  readonly diagnosed?: number;
}

/** Concurrent requests per host and check. Several checks run at once, often against one host. */
const PER_HOST = 4;

/** Tests one endpoint against its contract. A problem is diagnosed once, not in every interval. */
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
  const signature = signatureOf({ counts, problems: plain });
  const problems =
    before?.signature === signature
      ? withKnownCauses(plain, before.report.problems)
      : problemsOf(await explainFailures(results, { maxDiagnoses: diagnosed, ...explaining(options) }));
  // Otherwise an interrupted diagnosis would look like one without a result.
  options.signal?.throwIfAborted();
  return {
    counts,
    cells: cellsOf(results),
    symptom: symptomOf({ counts, problems: plain }),
    signature,
    problems: problems.slice(0, MAX_PROBLEMS),
    drift: driftOf(results),
    durationMs,
  };
}

const explaining = ({ timeoutMs, signal }: RunOptions) => ({
  ...defined({ timeoutMs, signal }),
});

const isFailure = ({ verdict }: Result): boolean => verdict.kind === 'broken' || verdict.kind === 'unreachable';

function countsOf(results: readonly Result[]): CheckReport['counts'] {
  const counts = { holds: 0, broken: 0, unreachable: 0, 'not-verified': 0 };
  for (const { verdict } of results) counts[verdict.kind]++;
  return counts;
}

/** Diagnosed problems come first, so that they are among the reported ones. */
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
  return { title, rule: reason, message, ...defined({ code, cause }) };
}

function causeOf(diagnosis: Failure['diagnosis'], fix: Failure['fix']): FoundCause | undefined {
  const [cause] = diagnosis?.causes ?? [];
  if (!cause) return undefined;
  const { id, title, explanation } = cause;
  return { id, title, explanation, ...(fix && { stack: fix.stack }) };
}

function withKnownCauses(problems: readonly Problem[], known: readonly Problem[]): readonly Problem[] {
  const causes = new Map(known.flatMap(({ title, cause }) => (cause ? [[title, cause] as const] : [])));
  const diagnosed = problems.map((problem) => {
    const cause = causes.get(problem.title);
    return cause ? { ...problem, cause } : problem;
  });
  return [...diagnosed.filter(({ cause }) => cause), ...diagnosed.filter(({ cause }) => !cause)];
}
