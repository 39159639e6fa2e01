import { kindsOf, type Problem, type Status } from '../report.js';
import type { Change, ChangeKind } from './notified.js';

/** One message to a receiver. Plain data: the body of a generic webhook. */
export interface Message {
  readonly version: 2;
  /** One sentence. */
  readonly summary: string;
  readonly contract: string;
  readonly environment?: string;
  readonly alerts: readonly Alert[];
}

/** What changed at one endpoint. */
export interface Alert {
  /** The same from the first alert of an incident to the last. */
  readonly incident: string;
  readonly event: ChangeKind;
  readonly status: Status | 'removed';
  /** The symptom that the receiver knew before. */
  readonly before: string;
  readonly symptom: string;
  readonly endpoint: string;
  readonly url: string;
  /** When the incident began, in ISO 8601. */
  readonly since: string;
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

/** The most alerts in one message; the next message has the rest. */
export const MAX_ALERTS = 1000;

/** Few enough to read in a chat. */
const MAX_PROBLEMS = 3;
/** So many alerts of one message have their problems; the status page has all. */
const MAX_DETAILED = 20;

export function messageOf(changes: readonly Change[], { contract, environment, command }: Subject): Message {
  const alerts = changes.map((change, index) => alertOf(change, command, index < MAX_DETAILED ? MAX_PROBLEMS : 0));
  return {
    version: 2,
    summary: summaryOf(alerts),
    contract,
    ...(environment !== undefined && { environment }),
    alerts,
  };
}

function alertOf({ kind, state, before, latest }: Change, command: Subject['command'], most: number): Alert {
  const { incident, name, url, since } = latest;
  const problems = kindsOf(state?.report.problems ?? []).slice(0, most);
  const { broken = 0, unreachable = 0 } = state?.report.counts ?? {};
  return {
    incident,
    event: kind,
    status: state?.status ?? 'removed',
    before: before?.symptom ?? 'holds',
    symptom: state?.symptom ?? 'removed',
    endpoint: name,
    url,
    since: new Date(since).toISOString(),
    summary: sentenceOf(kind, name, state?.report.counts),
    problems,
    more: broken + unreachable - problems.length,
    drift: state?.report.drift ?? [],
    check: command(problems[0]?.title ?? name),
  };
}

type Counts = { readonly [status in Status | 'not-verified']?: number };

function sentenceOf(kind: ChangeKind, name: string, counts: Counts = {}): string {
  const { holds = 0, broken = 0, unreachable = 0, 'not-verified': unverified = 0 } = counts;
  const total = holds + broken + unreachable;
  const rest = unverified > 0 ? `, ${unverified} not verified` : '';
  if (kind === 'removed') return `${name} is no longer in the contract.`;
  if (kind === 'flapping')
    return `CORS of ${name} keeps changing: ${broken + unreachable} of ${total} expectations do not hold now${rest}. The next alert follows once it is stable.`;
  if (kind === 'closed') return `CORS of ${name} is fixed: all ${total} expectations hold${rest}.`;
  if (broken > 0) return `CORS of ${name} is broken: ${broken} of ${total} expectations do not hold${rest}.`;
  return `${name} is unreachable: ${unreachable} of ${total} expectations could not be tested${rest}.`;
}

const WORDS = [
  ['broken', ({ event, status }: Alert) => status === 'broken' && event !== 'flapping'],
  ['unreachable', ({ event, status }: Alert) => status === 'unreachable' && event !== 'flapping'],
  ['unstable', ({ event }: Alert) => event === 'flapping'],
  ['fixed', ({ event }: Alert) => event === 'closed'],
  ['no longer in the contract', ({ event }: Alert) => event === 'removed'],
] as const;

function summaryOf(alerts: readonly Alert[]): string {
  const [first] = alerts;
  if (first && alerts.length === 1) return first.summary;
  const parts = WORDS.flatMap(([word, isOne]) => {
    const count = alerts.filter(isOne).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return `CORS of ${alerts.length} endpoints changed: ${parts.join(', ')}.`;
}
