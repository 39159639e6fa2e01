import { errorOf } from '@corsmith/protocol';
import type { Clock } from '../clock.js';
import type { CheckState } from '../state.js';
import type { Store } from '../store.js';
import { MAX_ALERTS, messageOf, type Subject } from './alert.js';
import { type Channel, type ChannelForm, type Delivery, deliver, receiverId } from './channel.js';
import { flappingWithin } from './flapping.js';
import { attempted, type Change, changeOf, changesFor, type Notified } from './notified.js';

export interface NotifierOptions {
  readonly channels: readonly Channel[];
  readonly subject: Subject;
  readonly store: Store;
  /** The ids of all checks. Incidents of any other are closed. */
  readonly ids: ReadonlySet<string>;
  /** In milliseconds. Changes within one interval are sent as one message. */
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called if a message could not be delivered; once for each reason. */
  readonly onProblem: (message: string) => void;
  readonly send?: typeof deliver;
}

/** Notifies each receiver of what it does not know yet. */
export interface Notifier {
  /** Notes the result of a run. What a receiver does not know is sent in the background. */
  notify(state: CheckState): Promise<void>;
  /** Resolves once every receiver knows everything, or did not take it. Never rejects. */
  flush(): Promise<void>;
  /** Alerts delivered, and attempts that failed. */
  readonly counts: Readonly<Record<ChannelForm, { delivered: number; failed: number }>>;
  /** Why receivers do not take alerts at present. */
  readonly problems: () => readonly string[];
}

/** A message waits until nothing more has changed for a quarter of the interval, at most this long. In milliseconds. */
const QUIET_MS = 15_000;
/** Pause after a failed attempt, in milliseconds. It doubles with each further one. */
const PAUSE_MS = 1000;
/** The longest pause between two attempts, and that after a status that only a person can change. */
const LONGEST_PAUSE_MS = 300_000;
/** Attempts of a run that ends after it. */
const MAX_ATTEMPTS = 4;
/** Longer than an attempt takes. */
const CLAIM_MS = 30_000;

/**
 * What each receiver knows is stored, so a restart neither repeats nor loses anything. Nothing is given up: whatever is
 * broken and not known is sent as soon as its receiver takes it.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const counts = { webhook: { delivered: 0, failed: 0 }, slack: { delivered: 0, failed: 0 } };
  const unique = new Map(options.channels.map((channel) => [receiverId(channel), channel]));
  const receivers = [...unique].map(([id, channel]) => receiverOf(id, channel, options, counts[channel.form]));
  return {
    counts,
    async notify(state) {
      await Promise.all(receivers.map((receiver) => receiver.note(state)));
    },
    async flush() {
      await Promise.all(receivers.map((receiver) => receiver.flush()));
    },
    problems: () => receivers.flatMap((receiver) => receiver.problem() ?? []),
  };
}

interface Receiver {
  note(state: CheckState): Promise<void>;
  flush(): Promise<void>;
  problem(): string | undefined;
}

/** How a round ended: how many changes are left, and for how long to wait before the next one. */
type Round = { readonly left: 'none' } | { readonly left: 'some'; readonly waitMs: number };

function receiverOf(
  id: string,
  channel: Channel,
  { subject, store, ids, intervalMs, clock, signal, onProblem, send = deliver }: NotifierOptions,
  counts: { delivered: number; failed: number },
): Receiver {
  const isFlapping = flappingWithin(intervalMs);
  const quietMs = Math.min(QUIET_MS, intervalMs / 4);
  let failures = 0;
  let problem: string | undefined;
  /** When the last new change was noted, and the first that is not sent. */
  let noted: { first: number; last: number } | undefined;
  let pumping: Promise<void> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function changes(): Promise<readonly Change[]> {
    const [notified, states, scope] = await Promise.all([store.notified(id), store.states(), store.scope?.()]);
    return changesFor(notified, {
      states: states.filter((state) => ids.has(state.id)),
      decides: scope?.decides ?? (() => true),
      isWatched: (check) => ids.has(check) || (scope?.isWatched(check) ?? false),
      isFlapping,
    });
  }

  /** Sends everything that the receiver does not know, in one message. */
  async function round(): Promise<Round> {
    lookedAt = clock.now();
    if ((await changes()).length === 0) return { left: 'none' };
    const release = store.claim ? await store.claim(id, CLAIM_MS) : async () => {};
    // Another process is notifying it.
    if (!release) return { left: 'some', waitMs: Math.max(quietMs, PAUSE_MS) };
    try {
      const due = (await changes()).slice(0, MAX_ALERTS);
      if (due.length === 0) return { left: 'none' };
      await store.setNotified(id, new Map(due.map((change) => [change.id, attempted(change)])));
      const delivery = await send(channel, messageOf(due, subject), signal);
      const next = due.flatMap((change): readonly (readonly [string, Notified | undefined])[] => {
        if (delivery.kind === 'delivered') return [[change.id, change.after]];
        return delivery.kind === 'unknown' ? [] : [[change.id, change.before]];
      });
      await store.setNotified(id, new Map(next));
      return noteDelivery(delivery, due);
    } finally {
      await release();
    }
  }

  function noteDelivery(delivery: Delivery, due: readonly Change[]): Round {
    if (delivery.kind === 'delivered') {
      counts.delivered += due.length;
      failures = 0;
      problem = undefined;
      // There may be more than one message holds.
      return { left: 'some', waitMs: 0 };
    }
    if (signal.aborted) return { left: 'none' };
    counts.failed += due.length;
    const what = due.length === 1 ? `alert for ${(due[0]?.after ?? due[0]?.before)?.name}` : `${due.length} alerts`;
    const sentence = `Could not deliver the ${channel.form} ${what}: ${delivery.message}`;
    if (problem === undefined || !problem.endsWith(delivery.message)) onProblem(sentence);
    problem = sentence;
    const backOff = Math.min(PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS);
    const wanted = 'retryAfterMs' in delivery ? (delivery.retryAfterMs ?? 0) : 0;
    return { left: 'some', waitMs: Math.max(wanted, delivery.kind === 'rejected' ? LONGEST_PAUSE_MS : backOff) };
  }

  /** Goes on until the receiver knows everything. */
  async function pump(): Promise<void> {
    while (!signal.aborted) {
      for (let left = quietUntil() - clock.now(); left > 0 && !signal.aborted; left = quietUntil() - clock.now())
        await clock.wait(left, signal);
      if (signal.aborted) return;
      noted = undefined;
      const { left, ...next } = await round();
      if (left === 'none' && !noted) return;
      if ('waitMs' in next && next.waitMs > 0) await clock.wait(next.waitMs, signal);
    }
  }

  /** A message waits for what else changes, at most an interval. */
  function quietUntil(): number {
    return noted ? Math.min(noted.last + quietMs, noted.first + intervalMs) : 0;
  }

  function start(): Promise<void> {
    pumping ??= pump()
      .catch(({ message }: Error) => {
        if (!signal.aborted) onProblem(message);
      })
      .finally(() => {
        pumping = undefined;
      });
    return pumping;
  }

  return {
    problem: () => problem,
    async note(state) {
      const now = clock.now();
      try {
        const isChange = changeOf(state, await store.notifiedOf(id, state.id), isFlapping) !== undefined;
        // What another process left, what was removed, and what was not taken.
        const isOld = now - lookedAt > intervalMs;
        if (!isChange && !isOld) return;
        if (isChange) noted = { first: noted?.first ?? now, last: now };
        void start();
      } catch (error) {
        if (!signal.aborted) onProblem(errorOf(error).message);
      }
    },
    async flush() {
      try {
        for (let attempt = 1; attempt <= MAX_ATTEMPTS && !signal.aborted; ) {
          const { left, ...next } = await round();
          if (left === 'none') return;
          if (!('waitMs' in next) || next.waitMs === 0) continue;
          if (attempt++ === MAX_ATTEMPTS || next.waitMs > LONGEST_FLUSH_PAUSE_MS) return;
          await clock.wait(next.waitMs, signal);
        }
      } catch (error) {
        if (!signal.aborted) onProblem(errorOf(error).message);
      }
    },
  };
}

/** A run that ends does not wait longer than this for a receiver. */
const LONGEST_FLUSH_PAUSE_MS = 30_000;
