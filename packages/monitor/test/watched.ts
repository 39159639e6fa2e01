import type { Alert, Message, Subject } from '../src/watch/alerts/alert.js';
import type { Channel, Delivery } from '../src/watch/alerts/channel.js';
import { createNotifier } from '../src/watch/alerts/notifier.js';
import type { EndpointCheck } from '../src/watch/endpoint-check.js';
import { memoryStore } from '../src/watch/memory-store.js';
import type { CheckReport, Status } from '../src/watch/report.js';
import type { Store } from '../src/watch/store.js';
import { type FakeClock, fakeClock } from './fake-clock.js';

export const checks = (count: number): readonly EndpointCheck[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `id-${i}`,
    name: `endpoint ${i}`,
    url: `https://api.test/${i}`,
    contract: { policy: { origins: '*' }, endpoints: [] },
  }));

export function reportOf(status: Status, symptom: string = status): CheckReport {
  const counts = { holds: 2, broken: 0, unreachable: 0 };
  const cells = [{ origin: 'https://app.test', expected: 'allowed', status }] as const;
  if (status === 'holds') return { counts, cells, symptom, signature: symptom, problems: [], drift: [], durationMs: 1 };
  const rule = status === 'broken' ? 'blocked' : 'unreachable';
  const problems = [{ title: 'GET endpoint from https://app.test', rule, message: 'It is not.' }] as const;
  const more = { symptom, signature: symptom, problems, drift: [], durationMs: 1 };
  return { counts: { ...counts, holds: 1, [status]: 1 }, cells, ...more };
}

export const subject: Subject = { contract: 'cors.yaml', command: (text) => `corsmith test --filter '${text}'` };

export interface Watched {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly interruption: AbortController;
  /** The messages that were delivered, and all their alerts. */
  readonly messages: Message[];
  readonly alerts: Alert[];
  readonly runs: { readonly id: string; readonly at: number }[];
  readonly problems: string[];
  readonly context: Parameters<typeof import('../src/watch/watch.js').watchOnce>[0];
}

/** A watch whose checks give the reports of `report`, and whose channel delivers as `deliver` says. */
export function watched(
  parts: {
    readonly count?: number;
    readonly store?: Store;
    readonly report?: (check: EndpointCheck, at: number) => CheckReport;
    readonly channels?: readonly Channel[];
    readonly deliver?: (message: Message, at: number) => Delivery;
  } = {},
): Watched {
  const { count = 1, store = memoryStore(), report = () => reportOf('holds') } = parts;
  const { channels = [{ form: 'webhook', url: 'https://alerts.test/' }], deliver = () => ({ kind: 'delivered' }) } =
    parts;
  const clock = fakeClock();
  const interruption = new AbortController();
  const alerts: Alert[] = [];
  const messages: Message[] = [];
  const runs: { readonly id: string; readonly at: number }[] = [];
  const problems: string[] = [];
  const { signal } = interruption;
  const notifier = createNotifier({
    channels,
    subject,
    store,
    ids: new Set(checks(count).map(({ id }) => id)),
    intervalMs: 60_000,
    clock,
    signal,
    onProblem: (message) => problems.push(message),
    send: async (_, message) => {
      const delivery = deliver(message, clock.now());
      if (delivery.kind === 'delivered') {
        messages.push(message);
        alerts.push(...message.alerts);
      }
      return delivery;
    },
  });
  const run = async (check: EndpointCheck) => {
    runs.push({ id: check.id, at: clock.now() });
    return report(check, clock.now());
  };
  const context = { checks: checks(count), signal, store, clock, notifier, run, onRun: () => {} };
  return { clock, store, interruption, messages, alerts, runs, problems, context };
}
