import type { Clock } from '../clock.js';
import type { CheckState } from '../state.js';
import type { Store, Told } from '../store.js';
import { type Alert, alertOf, type Subject } from './alert.js';
import { type Channel, type ChannelForm, type Delivery, deliver } from './channel.js';

export interface NotifierOptions {
  readonly channels: readonly Channel[];
  readonly subject: Subject;
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told where an alert could not be delivered. */
  readonly onTrouble: (message: string) => void;
  readonly send?: typeof deliver;
}

/** Tells the channels what they do not know yet. */
export interface Notifier {
  /** Resolves once each channel knows this state, or has not taken it. Never rejects. */
  notify(state: CheckState): Promise<void>;
  /** How many alerts were delivered, and how many were given up. */
  readonly counts: Readonly<Record<ChannelForm, { delivered: number; failed: number }>>;
}

/** Before the second attempt, in milliseconds; twice as long before each that follows. */
const PAUSE_MS = 1000;
const MOST_ATTEMPTS = 4;
/** Longer than all attempts take. */
const CLAIM_MS = 60_000;
/** What was not taken is tried again with the next runs of its check. */
const MOST_RUNS = 5;

/**
 * What a channel was told is kept, so that a restart tells nothing twice and forgets nothing. What changes back before it
 * could be told is not told.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const { channels, store, onTrouble } = options;
  const latest = new Map<string, CheckState>();
  const busy = new Map<string, Promise<void>>();
  const counts = { webhook: { delivered: 0, failed: 0 }, slack: { delivered: 0, failed: 0 } };

  async function tell(channel: Channel, id: string): Promise<void> {
    for (;;) {
      const state = latest.get(id)!;
      const told = await store.told(id, channel.form);
      if (!isDue(told, state)) return;
      const before = told?.symptom ?? 'holds';
      const delivery = await delivered(channel, alertOf(state, before, options.subject), options);
      if (options.signal.aborted && delivery.kind !== 'taken') return;
      if (delivery.kind === 'taken') {
        counts[channel.form].delivered++;
        await store.tell(id, channel.form, { symptom: state.symptom });
        continue;
      }
      const runs = delivery.kind === 'refused' ? MOST_RUNS : runsOf(told, state) + 1;
      if (runs >= MOST_RUNS) counts[channel.form].failed++;
      await store.tell(id, channel.form, { symptom: before, refused: { symptom: state.symptom, runs } });
      onTrouble(`The ${channel.form} did not take the alert for ${state.name}: ${delivery.message}`);
      return;
    }
  }

  async function tellAlone(channel: Channel, id: string): Promise<void> {
    if (!isDue(await store.told(id, channel.form), latest.get(id)!)) return;
    const release = store.claim ? await store.claim(id, channel.form, CLAIM_MS) : async () => {};
    if (release) await tell(channel, id).finally(release);
  }

  return {
    counts,
    async notify(state) {
      latest.set(state.id, state);
      await Promise.all(
        channels.map((channel) => {
          const key = `${channel.form} ${state.id}`;
          const telling =
            busy.get(key) ??
            tellAlone(channel, state.id)
              .catch((error: Error) => onTrouble(error.message))
              .finally(() => busy.delete(key));
          busy.set(key, telling);
          return telling;
        }),
      );
    },
  };
}

const runsOf = (told: Told | undefined, { symptom }: CheckState): number =>
  told?.refused?.symptom === symptom ? told.refused.runs : 0;

const isDue = (told: Told | undefined, state: CheckState): boolean =>
  (told?.symptom ?? 'holds') !== state.symptom && runsOf(told, state) < MOST_RUNS;

async function delivered(
  channel: Channel,
  alert: Alert,
  { clock, signal, send = deliver }: NotifierOptions,
): Promise<Delivery> {
  for (let attempt = 1; ; attempt++) {
    const delivery = await send(channel, alert, signal);
    if (delivery.kind !== 'failed' || attempt === MOST_ATTEMPTS || signal.aborted) return delivery;
    await clock.wait(PAUSE_MS * 2 ** (attempt - 1), signal);
  }
}
