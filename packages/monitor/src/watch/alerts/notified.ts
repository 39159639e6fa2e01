import type { Status } from '../report.js';
import type { CheckState } from '../state.js';

/** What a receiver knows of an endpoint that does not hold. Absent if it knows nothing, or that all is well. */
export interface Notified {
  /** The incident's id: the same in each alert from its first to its last. */
  readonly incident: string;
  readonly name: string;
  readonly url: string;
  readonly status: Exclude<Status, 'holds'>;
  readonly symptom: string;
  /** What is broken: a change of it is sent. */
  readonly signature: string;
  /** When the incident began, in milliseconds since 1970. */
  readonly since: number;
  /** Whether the receiver knows that this endpoint keeps changing; nothing more is then sent until that ends. */
  readonly isFlapping: boolean;
  /**
   * False from before an alert is sent until its outcome is known. If the process ends or the response is lost in between, the
   * receiver may know either, so it is notified again.
   */
  readonly isCertain: boolean;
}

/** How an alert differs from what the receiver knew before. */
export type ChangeKind = 'opened' | 'changed' | 'flapping' | 'closed' | 'removed';

/** Something that a receiver does not know yet. */
export interface Change {
  readonly kind: ChangeKind;
  /** The check's id. */
  readonly id: string;
  /** Undefined once the endpoint is no longer in the contract. */
  readonly state: CheckState | undefined;
  readonly before: Notified | undefined;
  /** What it knows afterwards. */
  readonly after: Notified | undefined;
  /** What it knows afterwards, else what it knew before. */
  readonly latest: Notified;
}

/** What is known about the endpoints when a receiver is notified. */
export interface Truth {
  readonly states: readonly CheckState[];
  /** Whether this process notifies receivers of a check. */
  readonly decides: (id: string) => boolean;
  /** Whether a check is still part of a contract that is watched. */
  readonly isWatched: (id: string) => boolean;
  readonly isFlapping: (state: CheckState, was: boolean) => boolean;
}

/** Everything that a receiver does not know yet. Empty as soon as it knows the truth. */
export function changesFor(
  notified: ReadonlyMap<string, Notified>,
  { states, decides, isWatched, isFlapping }: Truth,
): readonly Change[] {
  const current = states.flatMap((state) =>
    decides(state.id) ? (changeOf(state, notified.get(state.id), isFlapping) ?? []) : [],
  );
  const removed = [...notified].flatMap(([id, before]): readonly Change[] =>
    isWatched(id) ? [] : [{ kind: 'removed', id, state: undefined, before, after: undefined, latest: before }],
  );
  return [...current, ...removed];
}

/** What changed for one endpoint; undefined if the receiver knows it. */
export function changeOf(
  state: CheckState,
  before: Notified | undefined,
  isFlapping: Truth['isFlapping'],
): Change | undefined {
  const flaps = isFlapping(state, before?.isFlapping === true);
  const after = notifiedOf(state, before, flaps);
  const latest = after ?? before;
  if (!latest) return undefined;
  if (after && before?.isCertain) {
    if (flaps && before.isFlapping) return undefined;
    if (flaps === before.isFlapping && after.signature === before.signature) return undefined;
  }
  const kind = !after ? 'closed' : flaps ? 'flapping' : before ? 'changed' : 'opened';
  return { kind, id: state.id, state, before, after, latest };
}

function notifiedOf(state: CheckState, before: Notified | undefined, isFlapping: boolean): Notified | undefined {
  const { id, name, url, status, symptom, signature, incidentSince } = state;
  if (status === 'holds' && !isFlapping) return undefined;
  const since = before?.since ?? incidentSince ?? state.since;
  return {
    incident: before?.incident ?? `${id}-${since.toString(36)}`,
    name,
    url,
    status: status === 'holds' ? 'broken' : status,
    symptom,
    signature,
    since,
    isFlapping,
    isCertain: true,
  };
}

/** What is stored while an alert is on its way: the receiver may know it or not. */
export const attempted = ({ latest }: Change): Notified => ({ ...latest, isCertain: false });
