import type { Diagnosis } from '@corsmith/doctor';
import { maskerOf } from '@corsmith/evidence';
import { defined } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { Recipe } from '@corsmith/stacks';
import type { Verdict as ContractVerdict } from '../verdict.js';
import type { Failure } from '../verification/failures.js';
import type { Result } from '../verification/verify.js';

/** The results of a `corsmith test` run, for all reporters. */
export interface TestReport {
  /** Its file as given. */
  readonly contract: string;
  readonly environment?: string;
  /** In milliseconds. */
  readonly durationMs: number;
  readonly counts: Counts;
  /** In the order of the contract. May omit those that hold if no report shows them. */
  readonly tests: readonly TestedExpectation[];
}

export interface Counts {
  readonly total: number;
  readonly holds: number;
  readonly broken: number;
  readonly unreachable: number;
  /** Requests that may change data and were not sent: their expectations neither hold nor fail. */
  readonly 'not-verified': number;
  /** Held only after a retry. */
  readonly flaky: number;
}

/** An expectation and its result. */
export interface TestedExpectation {
  readonly title: string;
  /** Its name. */
  readonly endpoint: string;
  /** The file of the endpoint, if it is an included one. */
  readonly file?: string;
  /** Of the endpoint in the contract. */
  readonly line: number;
  readonly origin: string;
  readonly method: string;
  readonly url: string;
  readonly expected: 'allowed' | 'denied';
  readonly verdict: ContractVerdict;
  readonly attempts: number;
  /** In milliseconds, without exchanges shared with an earlier expectation. */
  readonly durationMs: number;
  /** Present if the failure was diagnosed. */
  readonly diagnosis?: Diagnosis;
  readonly fix?: Recipe;
  /** Set if the endpoint has its own policy, which the fix is for. */
  readonly ownPolicy?: true;
  /** The title of an earlier failure with the same fix. */
  readonly fixedWith?: string;
  /** The title of the diagnosed failure of the same kind. */
  readonly like?: string;
}

export interface ReportParts extends Pick<TestReport, 'contract' | 'environment' | 'durationMs'> {
  /** The contract's. */
  readonly policy: PolicyConfig;
  readonly counts: Counts;
  readonly results: readonly Result[];
  readonly failures: readonly Failure[];
  readonly secrets: 'masked' | 'shown';
  /** Values from the shell, to be masked. */
  readonly shellValues?: readonly string[] | undefined;
}

export function reportOf({
  policy,
  results,
  failures,
  secrets,
  shellValues: values = [],
  ...run
}: ReportParts): TestReport {
  const failureOf = new Map(failures.map((failure) => [failure.result, failure]));
  const fixes = new Map<string, string>();
  const masked = maskerOf({ values }).text;
  const tests = results.map((result) => {
    const failure = failureOf.get(result);
    const tested = testedOf(result, failure);
    const own = result.expectation.endpoint.policy === policy ? tested : ({ ...tested, ownPolicy: true } as const);
    const reported = withFixOnce(own, fixes);
    if (secrets === 'shown') return reported;
    return failure
      ? maskerOf({ ...result.expectation.request, values }).data(reported)
      : withMaskedUrls(reported, masked);
  });
  return { ...run, tests };
}

function testedOf(
  { expectation, verdict, attempts, durationMs }: Result,
  failure: Failure | undefined,
): TestedExpectation {
  const { title, endpoint, request, expected } = expectation;
  const { diagnosis, fix, like } = failure ?? {};
  return {
    title,
    endpoint: endpoint.name,
    ...(endpoint.file !== undefined && { file: endpoint.file }),
    line: endpoint.line,
    origin: request.origin,
    method: request.method ?? 'GET',
    url: request.url,
    expected,
    verdict,
    attempts,
    durationMs: Math.round(durationMs * 10) / 10,
    ...defined({ diagnosis, fix, like }),
  };
}

/** One change may fix many: it is shown at the first. `fixes` maps each change to that title. */
function withFixOnce(tested: TestedExpectation, fixes: Map<string, string>): TestedExpectation {
  const { fix, ...rest } = tested;
  if (!fix) return tested;
  const key = JSON.stringify([fix.stack, fix.files, fix.removals]);
  const fixedWith = fixes.get(key);
  if (fixedWith !== undefined) return { ...rest, fixedWith };
  fixes.set(key, tested.title);
  return tested;
}

/** Without a failure, there is no server text: only the URL may contain a secret. */
const withMaskedUrls = (tested: TestedExpectation, masked: (text: string) => string): TestedExpectation => ({
  ...tested,
  title: masked(tested.title),
  endpoint: masked(tested.endpoint),
  url: masked(tested.url),
});

/** Counts results as they come. */
export function tally(): { readonly counts: () => Counts; readonly add: (result: Result) => void } {
  const count = { total: 0, holds: 0, broken: 0, unreachable: 0, 'not-verified': 0, flaky: 0 };
  return {
    counts: () => ({ ...count }),
    add({ verdict, attempts }) {
      count.total++;
      count[verdict.kind]++;
      if (verdict.kind === 'holds' && attempts > 1) count.flaky++;
    },
  };
}

/** Why it fails, in one sentence; undefined if it holds. */
export function reasonOf({ verdict }: TestedExpectation): string | undefined {
  if (verdict.kind === 'holds') return undefined;
  return verdict.kind === 'unreachable' ? verdict.failure.message : verdict.message;
}

/** Cause and fix in lines of plain text; empty if it was not diagnosed. */
export function adviceOf({ diagnosis, fix, fixedWith, like }: TestedExpectation): readonly string[] {
  const cause = diagnosis?.causes[0];
  return [
    ...(cause ? [`${cause.title} (${cause.id})`, cause.explanation, ...cause.evidence.map(evidenceOf)] : []),
    ...(fix ? [`Fix for ${fix.title}:`] : []),
    ...(fix?.removals ?? []).flatMap(({ path, looks }) => [`In ${path}, remove lines like these:`, ...looks]),
    ...(fix?.files ?? []).flatMap(({ path, where, code }) => [`In ${path}, ${where}:`, code.replace(/\n+$/, '')]),
    ...(fix?.steps ?? []),
    ...(fixedWith === undefined ? [] : [`Same fix as: ${fixedWith}`]),
    ...(like === undefined ? [] : [`Same failure as: ${like}`]),
  ];
}

const evidenceOf = ({ text, header }: Diagnosis['causes'][number]['evidence'][number]): string =>
  header ? `${header.join(': ')} (${text})` : text;

/** The stable id of the failed rule. */
export const ruleOf = ({ verdict }: TestedExpectation): string =>
  verdict.kind === 'broken' ? verdict.reason : verdict.kind;

export const failing = ({ tests }: TestReport): readonly TestedExpectation[] =>
  tests.filter(({ verdict }) => verdict.kind === 'broken' || verdict.kind === 'unreachable');

export const notVerified = ({ tests }: TestReport): readonly TestedExpectation[] =>
  tests.filter(({ verdict }) => verdict.kind === 'not-verified');

/** `3 of 120 expectations are broken` */
export function headline({ counts }: TestReport): string {
  const { total, holds, broken, unreachable, 'not-verified': unverified, flaky } = counts;
  const unit = total === 1 ? 'expectation' : 'expectations';
  const are = (count: number) => (count === 1 ? 'is' : 'are');
  const retried = flaky > 0 ? `, ${flaky} after a retry` : '';
  if (holds === total) return total === 1 ? `The expectation holds${retried}` : `All ${total} ${unit} hold${retried}`;
  const failed = [
    ...(broken > 0 ? [`${broken} of ${total} ${unit} ${are(broken)} broken`] : []),
    ...(unreachable > 0
      ? [`${unreachable}${broken > 0 ? '' : ` of ${total}`} ${unreachable === 1 ? 'is' : 'are'} unreachable`]
      : []),
  ];
  const verified = failed.length === 0 ? [`${holds} of ${total} ${unit} ${holds === 1 ? 'holds' : 'hold'}`] : failed;
  const open = unverified > 0 ? [`${unverified} ${are(unverified)} not verified`] : [];
  return `${[...verified, ...open].join(', ')}${retried}`;
}
