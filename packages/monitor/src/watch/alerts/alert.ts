import { kindsOf, type Problem, type Status } from '../report.js';
import type { CheckState } from '../state.js';

/** What is sent when a check changes. Plain data: the body of a generic webhook. */
export interface Alert {
  readonly version: 1;
  readonly status: Status;
  /** The symptom of the last alert to this channel. */
  readonly before: string;
  readonly symptom: string;
  readonly endpoint: string;
  readonly url: string;
  /** When this status began, in ISO 8601. */
  readonly since: string;
  readonly contract: string;
  readonly environment?: string;
  /** One sentence. */
  readonly summary: string;
  /** The first problem of each kind, with its cause. */
  readonly problems: readonly Problem[];
  /** The number of further expectations that do not hold. */
  readonly more: number;
  readonly drift: readonly string[];
  /** The command that checks it again. */
  readonly check: string;
}

/** What is watched, as alerts name it. */
export interface Subject {
  readonly contract: string;
  readonly environment?: string;
  /** The command line that checks the expectations with this text in their title. */
  readonly command: (text: string) => string;
}

/** Few enough to read in a chat. */
const MAX_PROBLEMS = 3;

export function alertOf(
  { status, symptom, name, url, since, report }: CheckState,
  before: string,
  { contract, environment, command }: Subject,
): Alert {
  const problems = kindsOf(report.problems).slice(0, MAX_PROBLEMS);
  const { counts, drift } = report;
  return {
    version: 1,
    status,
    before,
    symptom,
    endpoint: name,
    url,
    since: new Date(since).toISOString(),
    contract,
    ...(environment !== undefined && { environment }),
    summary: summaryOf(status, name, counts),
    problems,
    more: counts.broken + counts.unreachable - problems.length,
    drift,
    check: command(problems[0]?.title ?? name),
  };
}

function summaryOf(status: Status, name: string, counts: CheckState['report']['counts']): string {
  const { holds, broken, unreachable, 'not-verified': unverified = 0 } = counts;
  const total = holds + broken + unreachable;
  const rest = unverified > 0 ? `, ${unverified} not verified` : '';
  if (status === 'holds') return `CORS of ${name} is fixed: all ${total} expectations hold${rest}.`;
  if (status === 'broken') return `CORS of ${name} is broken: ${broken} of ${total} expectations do not hold${rest}.`;
  return `${name} is unreachable: ${unreachable} of ${total} expectations could not be tested${rest}.`;
}
