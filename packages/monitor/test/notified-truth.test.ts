import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../src/watch/alerts/alert.js';
import type { Channel, Delivery, deliver } from '../src/watch/alerts/channel.js';
import { createNotifier } from '../src/watch/alerts/notifier.js';
import { memoryStore } from '../src/watch/memory-store.js';
import type { CheckReport } from '../src/watch/report.js';
import { afterRun } from '../src/watch/state.js';
import type { Store } from '../src/watch/store.js';
import { fakeClock } from './fake-clock.js';
import { checks, reportOf, subject } from './watched.js';

// Whatever breaks, is fixed, fails and restarts: every receiver that works ends up knowing the truth, and hears of each change
// once, except for what it may have taken without saying so. `npm run alerts` tries 50,000 sequences.

const RUNS = Number(process.env.RUNS ?? 150);
const INTERVAL = 60_000;
/** After this many quiet intervals nothing flaps any more and the longest pause between two attempts is over. */
const SETTLED = 30;

const SYMPTOMS = ['holds', 'broken: A', 'broken: B', 'broken: A, B', 'unreachable'] as const;
type Symptom = (typeof SYMPTOMS)[number];

/** How a receiver treats a message: takes it, refuses it, or takes or drops it without a response. */
const MODES = ['takes', 'down', 'rejects', 'takes silently', 'drops'] as const;
type Mode = (typeof MODES)[number];

type Step =
  | { readonly kind: 'symptom'; readonly check: number; readonly symptom: Symptom }
  | { readonly kind: 'mode'; readonly receiver: number; readonly mode: Mode }
  | { readonly kind: 'interval' | 'seconds' | 'restart' | 'crash' }
  /** The contract loses or regains a check. */
  | { readonly kind: 'contract'; readonly check: number }
  /** The watch is started with other receivers. */
  | { readonly kind: 'receivers'; readonly used: readonly number[] };

const CHECKS = checks(3);
const RECEIVERS: readonly Channel[] = [
  { form: 'webhook', url: 'https://one.test/' },
  { form: 'webhook', url: 'https://two.test/' },
  { form: 'slack', url: 'https://one.test/' },
];

const index = fc.nat(2);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'interval' as const }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('symptom' as const),
        check: index,
        symptom: fc.constantFrom(...SYMPTOMS),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('mode' as const), receiver: index, mode: fc.constantFrom(...MODES) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constantFrom('seconds' as const, 'restart' as const, 'crash' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('contract' as const), check: index }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('receivers' as const), used: fc.subarray([0, 1, 2]) }) },
  ),
  { maxLength: 40 },
);

/** A receiver: what it took, and whether it may have taken something without its sender knowing. */
interface Taken {
  mode: Mode;
  readonly alerts: Alert[];
  /** By endpoint: whether the next alert may repeat the last one. */
  readonly mayRepeat: Set<string>;
  readonly repeated: string[];
}

function take(receiver: Taken, alerts: readonly Alert[], isKnown: boolean): void {
  for (const alert of alerts) {
    const before = receiver.alerts.findLast(({ endpoint }) => endpoint === alert.endpoint);
    const isSame =
      before && before.event !== 'flapping' && saidBy(before) === saidBy(alert) && alert.event !== 'flapping';
    const isAgain = before?.incident === alert.incident || saidBy(alert) === 'holds';
    if (isSame && isAgain && !receiver.mayRepeat.has(alert.endpoint)) receiver.repeated.push(alert.summary);
    receiver.alerts.push(alert);
    if (isKnown) receiver.mayRepeat.delete(alert.endpoint);
  }
}

const saidBy = ({ status, symptom }: Pick<Alert, 'status' | 'symptom'>): string =>
  status === 'holds' || status === 'removed' ? 'holds' : symptom;

const reportFor = (symptom: Symptom): CheckReport =>
  reportOf(symptom === 'holds' || symptom === 'unreachable' ? symptom : 'broken', symptom);

/** Runs a sequence, then lets everything work, and returns what went wrong. */
async function violations(sequence: readonly Step[]): Promise<readonly string[]> {
  const clock = fakeClock();
  const memory = memoryStore();
  const symptoms: Symptom[] = CHECKS.map(() => 'holds');
  const present = new Set([0, 1, 2]);
  let used: readonly number[] = [0, 1];
  const receivers: Taken[] = RECEIVERS.map(() => ({ mode: 'takes', alerts: [], mayRepeat: new Set(), repeated: [] }));
  let life = { isOver: false, ending: new AbortController() };

  const send =
    (own: typeof life): typeof deliver =>
    async (channel, message) => {
      const receiver = receivers[RECEIVERS.indexOf(channel)]!;
      const { mode } = receiver;
      const known: Record<Mode, Delivery> = {
        takes: { kind: 'delivered' },
        down: { kind: 'failed', message: 'ECONNREFUSED' },
        rejects: { kind: 'rejected', message: '404' },
        'takes silently': { kind: 'unknown', message: 'timeout' },
        drops: { kind: 'unknown', message: 'timeout' },
      };
      // The process ends between the receiver's response and its own note of it.
      const isCrash = own.isOver;
      const isUnknown = isCrash || known[mode].kind === 'unknown';
      if (isUnknown) for (const { endpoint } of message.alerts) receiver.mayRepeat.add(endpoint);
      if (mode === 'takes' || mode === 'takes silently') take(receiver, message.alerts, !isUnknown);
      return known[mode];
    };

  /** A process that crashed writes nothing more. */
  function fenced(own: typeof life): Store {
    return {
      ...memory,
      setNotified: async (receiver, notified) =>
        own.isOver ? new Promise(() => {}) : memory.setNotified(receiver, notified),
    };
  }

  function start() {
    const own = { isOver: false, ending: new AbortController() };
    life = own;
    return createNotifier({
      channels: used.map((receiver) => RECEIVERS[receiver]!),
      subject,
      store: fenced(own),
      ids: new Set([...present].map((check) => CHECKS[check]!.id)),
      intervalMs: INTERVAL,
      clock,
      signal: own.ending.signal,
      onProblem: () => {},
      send: send(own),
    });
  }

  function restart(): void {
    life.ending.abort();
    notifier = start();
  }

  async function interval(): Promise<void> {
    for (const check of present) {
      const { id } = CHECKS[check]!;
      const state = afterRun(await memory.read(id), CHECKS[check]!, reportFor(symptoms[check]!), clock.now());
      await memory.write(state);
      await notifier.notify(state);
    }
    await clock.pass(INTERVAL);
  }

  /** A contract without endpoints is refused. */
  function toggle(check: number): void {
    if (!present.has(check)) present.add(check);
    else if (present.size > 1) present.delete(check);
  }

  let notifier = start();
  for (const step of sequence) {
    if (step.kind === 'symptom') symptoms[step.check] = step.symptom;
    else if (step.kind === 'mode') receivers[step.receiver]!.mode = step.mode;
    else if (step.kind === 'interval') await interval();
    else if (step.kind === 'seconds') await clock.pass(5000);
    else if (step.kind === 'receivers') used = step.used;
    else if (step.kind === 'contract') toggle(step.check);
    if (step.kind === 'crash') {
      life.isOver = true;
      // Whatever is on its way arrives.
      await clock.pass(INTERVAL / 2);
    }
    if (['crash', 'restart', 'receivers', 'contract'].includes(step.kind)) restart();
  }

  for (const receiver of receivers) receiver.mode = 'takes';
  for (let quiet = 0; quiet < SETTLED; quiet++) await interval();
  life.ending.abort();
  const wrong = used.flatMap((number) =>
    CHECKS.flatMap(({ name }, check) => {
      const truth = present.has(check) ? symptoms[check]! : 'holds';
      const last = receivers[number]!.alerts.findLast(({ endpoint }) => endpoint === name);
      const known = last === undefined ? 'holds' : last.event === 'flapping' ? 'flapping' : saidBy(last);
      return known === truth ? [] : [`receiver ${number} believes ${known} of ${name}, which is ${truth}`];
    }),
  );
  return [...wrong, ...receivers.flatMap(({ repeated }) => repeated.map((text) => `repeated: ${text}`))];
}

test('every receiver that works ends up knowing the truth, and hears of each change once', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      expect(await violations(sequence)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
