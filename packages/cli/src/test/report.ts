import type { ContractVerdict, Failure, Result } from '@corsmith/contract';
import type { Diagnosis } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';
import type { Recipe } from '@corsmith/stacks';
import { maskerOf } from '../secrets.js';

/** What one run of `corsmith test` found: all that any reporter prints. */
export interface TestReport {
  /** Its file, as it was named. */
  readonly contract: string;
  readonly environment?: string;
  /** In milliseconds. */
  readonly durationMs: number;
  readonly counts: Counts;
  /** In the order of the contract. Those that hold may be left out where no report tells of them. */
  readonly tests: readonly TestedExpectation[];
}

export interface Counts {
  readonly total: number;
  readonly holds: number;
  readonly broken: number;
  readonly unreachable: number;
  /** Requests that may change data and were not sent: their expectations neither hold nor fail. */
  readonly 'not-verified': number;
  /** Of those that hold: after a retry only. */
  readonly flaky: number;
}

/** One expectation and what became of it. */
export interface TestedExpectation {
  readonly title: string;
  /** Its name. */
  readonly endpoint: string;
  /** Of the endpoint in the contract. */
  readonly line: number;
  readonly origin: string;
  readonly method: string;
  readonly url: string;
  readonly expected: 'allowed' | 'denied';
  readonly verdict: ContractVerdict;
  readonly attempts: number;
  /** Of its exchanges, those aside that an expectation before it had already, in milliseconds. */
  readonly durationMs: number;
  /** Where it was looked into why it does not hold. */
  readonly diagnosis?: Diagnosis;
  readonly fix?: Recipe;
  /** Whether the endpoint has a policy of its own, which the fix is for. */
  readonly ownPolicy?: true;
  /** The title of the one before it that has the same fix. */
  readonly fixedWith?: string;
  /** The title of the one that was looked into in its stead. */
  readonly like?: string;
}

export interface ReportParts extends Pick<TestReport, 'contract' | 'environment' | 'durationMs'> {
  /** The contract's. */
  readonly policy: PolicyConfig;
  readonly counts: Counts;
  readonly results: readonly Result[];
  readonly failures: readonly Failure[];
  readonly secrets: 'masked' | 'shown';
  /** That came from the shell. */
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
    const told = testedOf(result, failure);
    const own = result.expectation.endpoint.policy === policy ? told : ({ ...told, ownPolicy: true } as const);
    const tested = withFixOnce(own, fixes);
    if (secrets === 'shown') return tested;
    return failure ? maskerOf({ ...result.expectation.request, values }).data(tested) : withMaskedUrls(tested, masked);
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
    line: endpoint.line,
    origin: request.origin,
    method: request.method ?? 'GET',
    url: request.url,
    expected,
    verdict,
    attempts,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(diagnosis && { diagnosis }),
    ...(fix && { fix }),
    ...(like !== undefined && { like }),
  };
}

/** One change mends many: it is told at the first. `fixes` are the titles of those, by what is to be changed. */
function withFixOnce(tested: TestedExpectation, fixes: Map<string, string>): TestedExpectation {
  const { fix, ...rest } = tested;
  if (!fix) return tested;
  const key = JSON.stringify([fix.stack, fix.files, fix.removals]);
  const fixedWith = fixes.get(key);
  if (fixedWith !== undefined) return { ...rest, fixedWith };
  fixes.set(key, tested.title);
  return tested;
}

/** What holds has no text of a server's: its URL alone can hold a secret. */
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

/** Why it does not hold, in one sentence; undefined where it does. */
export function reasonOf({ verdict }: TestedExpectation): string | undefined {
  if (verdict.kind === 'holds') return undefined;
  return verdict.kind === 'unreachable' ? verdict.failure.message : verdict.message;
}

/** Why, and what to change, in lines of plain text; none where it was not looked into. */
export function adviceOf({ diagnosis, fix, fixedWith, like }: TestedExpectation): readonly string[] {
  const cause = diagnosis?.causes[0];
  return [
    ...(cause ? [`${cause.title} (${cause.id})`, cause.explanation, ...cause.evidence.map(evidenceOf)] : []),
    ...(fix ? [`Fix for ${fix.title}:`] : []),
    ...(fix?.removals ?? []).flatMap(({ path, looks }) => [`In ${path}, take away what looks like this:`, ...looks]),
    ...(fix?.files ?? []).flatMap(({ path, where, code }) => [`In ${path}, ${where}:`, code.replace(/\n+$/, '')]),
    ...(fix?.steps ?? []),
    ...(fixedWith === undefined ? [] : [`The same fix as of: ${fixedWith}`]),
    ...(like === undefined ? [] : [`As with: ${like}`]),
  ];
}

const evidenceOf = ({ text, header }: Diagnosis['causes'][number]['evidence'][number]): string =>
  header ? `${header.join(': ')} (${text})` : text;

/** The rule that is broken: an id that stays the same. */
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
    ...(unreachable > 0 ? [`${unreachable}${broken > 0 ? '' : ` of ${total}`} could not be asked`] : []),
  ];
  const verified = failed.length === 0 ? [`${holds} of ${total} ${unit} ${holds === 1 ? 'holds' : 'hold'}`] : failed;
  const open = unverified > 0 ? [`${unverified} ${are(unverified)} not verified`] : [];
  return `${[...verified, ...open].join(', ')}${retried}`;
}
