import type { Contract } from '@corsmith/contract';
import { type KnownSecrets, maskerOf, printableLine } from '@corsmith/evidence';
import {
  type CheckReport,
  type CheckState,
  type Clock,
  checksOf,
  createNotifier,
  type EndpointCheck,
  type RunContext,
  runCheck,
  type Store,
  type Subject,
} from '@corsmith/monitor/watch';
import type { Invocation } from '../command.js';
import { paint } from '../terminal/paint.js';
import { UsageError } from '../usage-error.js';
import type { WatchArguments } from './arguments.js';
import { changeLines } from './screen.js';
import { subjectOf } from './subject.js';

/** Everything needed to run checks, once or repeatedly. */
export interface Session extends RunContext {
  readonly checks: readonly EndpointCheck[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly subject: Subject;
  /** Reports a problem while the watch goes on. */
  readonly onProblem: (message: string) => void;
}

/** @throws UsageError if there is nothing to check */
export function checksToWatch(contract: Contract, { secrets }: WatchArguments): readonly EndpointCheck[] {
  const checks = secrets === 'shown' ? checksOf(contract) : checksOf(contract, maskerOf(secretsOf(contract)).text);
  if (checks.length > 0) return checks;
  throw new UsageError([{ message: 'Nothing to watch: the contract has no endpoint in this environment.' }]);
}

/** With more endpoints, those that hold from the start are not listed. */
const MAX_LISTED = 20;

export function sessionOf(
  checks: readonly EndpointCheck[],
  contract: string,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  args: WatchArguments,
  { terminal, errors, signal }: Invocation,
): Session {
  const { channels, engines, retries, strict, timeoutMs, concurrency } = args;
  const subject = subjectOf(contract, args.environment);
  const onProblem = (message: string) => complain(errors, message);
  const run = async (check: EndpointCheck, before: CheckState | undefined): Promise<CheckReport> => {
    const report = await runCheck(check, before, { signal, retries, strict, timeoutMs, ...(engines && { engines }) });
    return args.secrets === 'shown' ? report : maskerOf(secretsOf(check.contract)).data(report);
  };
  const onRun = (state: CheckState, before: CheckState | undefined) => {
    if (state.signature === before?.signature) return;
    if (!before && state.status === 'holds' && checks.length > MAX_LISTED) return;
    const { width, colour } = terminal;
    terminal.print(
      args.form === 'json'
        ? `${printableLine({ ...state, history: undefined, past: undefined, before: before?.symptom })}\n`
        : paint(changeLines(state, before, { ...subject, width }), colour),
    );
  };
  const ids = new Set(checks.map(({ id }) => id));
  const { intervalMs } = args;
  const notifier = createNotifier({ channels, subject, store, ids, intervalMs, clock, signal, onProblem });
  return { checks, subject, concurrency, signal, store, notifier, clock, run, onRun, onProblem };
}

/** The headers that pages send, and the values from environment variables. */
export const secretsOf = ({ endpoints, shellValues }: Contract): KnownSecrets => ({
  headers: endpoints.flatMap(({ headers }) => headers.flat()),
  values: shellValues,
});

export const complain = ({ print, colour }: Invocation['errors'], message: string): void =>
  print(paint([[['bad', 'corsmith: '], message]], colour));
