import type { Clock } from '../clock.js';
import type { CheckState } from '../state.js';
import type { Notified, Store } from '../store.js';
import { type Alert, alertOf, type Subject } from './alert.js';
import { type Channel, type ChannelForm, type Delivery, deliver } from './channel.js';

export interface NotifierOptions {
  readonly channels: readonly Channel[];
  readonly subject: Subject;
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called if an alert could not be delivered. */
  readonly onProblem: (message: string) => void;
  readonly send?: typeof deliver;
}

/** Sends each channel what changed since its last alert. */
export interface Notifier {
  /** Resolves once the alert is delivered to every channel, or has failed. Never rejects. */
  notify(state: CheckState): Promise<void>;
  /** Alerts delivered, and alerts given up. */
  readonly counts: Readonly<Record<ChannelForm, { delivered: number; failed: number }>>;
}

/** Pause before the second attempt, in milliseconds. It doubles with each further attempt. */
const PAUSE_MS = 1000;
const MAX_ATTEMPTS = 4;
/** Longer than all attempts take. */
const CLAIM_MS = 60_000;
/** An alert that could not be delivered is tried again in this many runs of its check. */
const MAX_RUNS = 5;

/**
 * What each channel was notified of is stored, so a restart neither repeats nor loses an alert. A change that is reverted
 * before it could be delivered is not sent.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const { channels, store, onProblem } = options;
  const latest = new Map<string, CheckState>();
  const busy = new Map<string, Promise<void>>();
  const counts = { webhook: { delivered: 0, failed: 0 }, slack: { delivered: 0, failed: 0 } };

  async function send(channel: Channel, id: string): Promise<void> {
    for (;;) {
      const state = latest.get(id)!;
      const notified = await store.notified(id, channel.form);
      if (!isDue(notified, state)) return;
      const before = notified?.symptom ?? 'holds';
      const delivery = await delivered(channel, alertOf(state, before, options.subject), options);
      if (options.signal.aborted && delivery.kind !== 'delivered') return;
      if (delivery.kind === 'delivered') {
        counts[channel.form].delivered++;
        await store.setNotified(id, channel.form, { symptom: state.symptom });
        continue;
      }
      const runs = delivery.kind === 'rejected' ? MAX_RUNS : runsOf(notified, state) + 1;
      if (runs >= MAX_RUNS) counts[channel.form].failed++;
      await store.setNotified(id, channel.form, { symptom: before, rejected: { symptom: state.symptom, runs } });
      onProblem(`Could not deliver the ${channel.form} alert for ${state.name}: ${delivery.message}`);
      return;
    }
  }

  async function sendLocked(channel: Channel, id: string): Promise<void> {
    if (!isDue(await store.notified(id, channel.form), latest.get(id)!)) return;
    const release = store.claim ? await store.claim(id, channel.form, CLAIM_MS) : async () => {};
    if (release) await send(channel, id).finally(release);
  }

  return {
    counts,
    async notify(state) {
      latest.set(state.id, state);
      await Promise.all(
        channels.map((channel) => {
          const key = `${channel.form} ${state.id}`;
          const sending =
            busy.get(key) ??
            sendLocked(channel, state.id)
              .catch((error: Error) => onProblem(error.message))
              .finally(() => busy.delete(key));
          busy.set(key, sending);
          return sending;
        }),
      );
    },
  };
}

const runsOf = (notified: Notified | undefined, { symptom }: CheckState): number =>
  notified?.rejected?.symptom === symptom ? notified.rejected.runs : 0;

const isDue = (notified: Notified | undefined, state: CheckState): boolean =>
  (notified?.symptom ?? 'holds') !== state.symptom && runsOf(notified, state) < MAX_RUNS;

async function delivered(
  channel: Channel,
  alert: Alert,
  { clock, signal, send = deliver }: NotifierOptions,
): Promise<Delivery> {
  for (let attempt = 1; ; attempt++) {
    const delivery = await send(channel, alert, signal);
    if (delivery.kind !== 'failed' || attempt === MAX_ATTEMPTS || signal.aborted) return delivery;
    await clock.wait(PAUSE_MS * 2 ** (attempt - 1), signal);
  }
}
