import { kindsOf, type Problem, type Status } from '../report.js';
import type { CheckState } from '../state.js';

/** What is told when a check changes. Plain data: the body of a generic webhook. */
export interface Alert {
  readonly version: 1;
  readonly status: Status;
  /** What this channel was told before. */
  readonly before: string;
  readonly symptom: string;
  readonly endpoint: string;
  readonly url: string;
  /** When this status began, as in ISO 8601. */
  readonly since: string;
  readonly contract: string;
  readonly environment?: string;
  /** One sentence. */
  readonly summary: string;
  /** The first of each kind of what does not hold, with why. */
  readonly problems: readonly Problem[];
  /** How many expectations do not hold beside those. */
  readonly more: number;
  readonly drift: readonly string[];
  /** The command that checks it again. */
  readonly check: string;
}

/** What is watched, for those who are told. */
export interface Subject {
  readonly contract: string;
  readonly environment?: string;
  /** The command line that checks what has this text in its title. */
  readonly command: (text: string) => string;
}

/** A person reads these in a chat. */
const MOST_TOLD = 3;

export function alertOf(
  { status, symptom, name, url, since, report }: CheckState,
  before: string,
  { contract, environment, command }: Subject,
): Alert {
  const problems = kindsOf(report.problems).slice(0, MOST_TOLD);
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
  if (status === 'holds') return `CORS of ${name} is right again: all ${total} expectations hold${rest}.`;
  if (status === 'broken') return `CORS of ${name} is broken: ${broken} of ${total} expectations do not hold${rest}.`;
  return `${name} does not answer: ${unreachable} of ${total} expectations could not be asked${rest}.`;
}
