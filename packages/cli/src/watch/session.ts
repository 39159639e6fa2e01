import type { Contract } from '@corsmith/contract';
import {
  type Attendance,
  type CheckReport,
  type CheckState,
  checksOf,
  createNotifier,
  type EndpointCheck,
  runCheck,
  type Store,
  type Subject,
  systemClock,
} from '@corsmith/monitor/watch';
import type { Invocation } from '../command.js';
import { type KnownSecrets, maskerOf } from '../secrets.js';
import { paint } from '../terminal/paint.js';
import { printableLine } from '../terminal/printable.js';
import { UsageError } from '../usage-error.js';
import type { WatchArguments } from './arguments.js';
import { changeLines } from './screen.js';
import { subjectOf } from './subject.js';

/** All that runs checks, once or again and again. */
export interface Session extends Attendance {
  readonly checks: readonly EndpointCheck[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly subject: Subject;
  /** Tells a person what goes wrong while it goes on. */
  readonly onTrouble: (message: string) => void;
}

/** @throws UsageError where there is nothing to check. */
export function checksToWatch(contract: Contract, { secrets }: WatchArguments): readonly EndpointCheck[] {
  const checks = secrets === 'shown' ? checksOf(contract) : checksOf(contract, maskerOf(secretsOf(contract)).text);
  if (checks.length > 0) return checks;
  throw new UsageError([{ message: 'There is nothing to watch: no endpoint is in this environment.' }]);
}

/** Of more endpoints, those that are right from the start are not listed. */
const MOST_GREETED = 20;

/** Puts together what runs the checks, what remembers, and who is told. */
export function sessionOf(
  checks: readonly EndpointCheck[],
  contract: string,
  store: Store,
  args: WatchArguments,
  { terminal, errors, signal }: Invocation,
): Session {
  const { channels, engines, retries, strict, timeoutMs, concurrency } = args;
  const subject = subjectOf(contract, args.environment);
  const onTrouble = (message: string) => complain(errors, message);
  const run = async (check: EndpointCheck, before: CheckState | undefined): Promise<CheckReport> => {
    const report = await runCheck(check, before, { signal, retries, strict, timeoutMs, ...(engines && { engines }) });
    return args.secrets === 'shown' ? report : maskerOf(secretsOf(check.contract)).data(report);
  };
  const onRun = (state: CheckState, before: CheckState | undefined) => {
    if (state.symptom === before?.symptom) return;
    if (!before && state.status === 'holds' && checks.length > MOST_GREETED) return;
    const { width, colour } = terminal;
    terminal.print(
      args.form === 'json'
        ? `${printableLine({ ...state, history: undefined, past: undefined, before: before?.symptom })}\n`
        : paint(changeLines(state, before, { ...subject, width }), colour),
    );
  };
  const notifier = createNotifier({ channels, subject, store, clock: systemClock, signal, onTrouble });
  return { checks, subject, concurrency, signal, store, notifier, clock: systemClock, run, onRun, onTrouble };
}

/** What pages send, and what came from the shell. */
export const secretsOf = ({ endpoints, shellValues }: Contract): KnownSecrets => ({
  headers: endpoints.flatMap(({ headers }) => headers.flat()),
  values: shellValues,
});

export const complain = ({ print, colour }: Invocation['errors'], message: string): void =>
  print(paint([[['bad', 'corsmith: '], message]], colour));
