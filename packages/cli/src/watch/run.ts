import { readContract } from '@corsmith/contract';
import { type CheckState, healthOf, statusPage, statusServer, watchMetrics, watchOnce } from '@corsmith/monitor/watch';
import { ExitCode, type Invocation } from '../command.js';
import { openContract, orUsage } from '../contract/contract-file.js';
import { includesOf } from '../contract/includes.js';
import { listenOn } from '../loopback.js';
import { paint } from '../terminal/paint.js';
import { parseWatchArguments, type WatchArguments, type WatchFlags } from './arguments.js';
import { openBackend } from './backend.js';
import { printedContract, printedText } from './printed.js';
import { headingLines } from './screen.js';
import { checksToWatch, type Session, sessionOf } from './session.js';

/** Tests a contract again and again until Ctrl-C, or once. */
export async function runWatch(invocation: Invocation<WatchFlags>): Promise<ExitCode> {
  const args = parseWatchArguments(invocation, process.env);
  const { environment, printed } = args;
  if (printed === 'rules' || printed === 'dashboard') return print(printedText(printed), invocation);
  const file = await openContract(args.contract);
  const options = {
    file: file.path,
    include: includesOf(file),
    variables: process.env,
    ...(environment !== undefined && { environment }),
  };
  const contract = orUsage(file, () => readContract(file.text, options));
  if (printed !== undefined) return print(printedContract(printed, contract, args.secrets), invocation);
  const checks = checksToWatch(contract, args);
  const backend = await openBackend(file.path, checks, args, invocation);
  const session = sessionOf(checks, file.path, backend, args, invocation);
  try {
    if (args.mode === 'once') return await runOnce(session);
    const status = await listen(session, args);
    try {
      const { terminal } = invocation;
      const { intervalMs } = args;
      const heading = { count: checks.length, contract: file.path, environment, intervalMs, state: backend.location };
      if (args.form === 'text') terminal.print(paint(headingLines({ ...heading, url: status.url }), terminal.colour));
      await backend.watch(session);
    } finally {
      status.close();
    }
    return ExitCode.Allowed;
  } finally {
    await backend.store.close();
  }
}

function print(text: string, { terminal }: Invocation): ExitCode {
  terminal.print(text);
  return ExitCode.Allowed;
}

async function runOnce(session: Session): Promise<ExitCode> {
  await watchOnce(session);
  session.signal.throwIfAborted();
  return exitCodeOf(await session.store.states());
}

function exitCodeOf(states: readonly CheckState[]): ExitCode {
  const isAny = (status: CheckState['status']) => states.some((state) => state.status === status);
  if (isAny('broken')) return ExitCode.Blocked;
  return isAny('unreachable') ? ExitCode.Unreachable : ExitCode.Allowed;
}

interface Listening {
  /** With a trailing slash. */
  readonly url: string;
  readonly close: () => void;
}

/** Serves the status page on this machine, and metrics and health where --host says. @throws UsageError if the port is in use */
async function listen(session: Session, { intervalMs, port, host }: WatchArguments): Promise<Listening> {
  const { store, notifier, checks, clock, subject } = session;
  const startedAt = clock.now();
  const problems = () => [
    ...(store.failures?.problem === undefined ? [] : [store.failures.problem]),
    ...notifier.problems(),
  ];
  const server = statusServer({
    problems,
    page: async () => statusPage({ subject, intervalMs, states: await store.states(), now: clock.now() }),
    metrics: async () =>
      watchMetrics({
        states: await store.states(),
        intervalMs,
        alerts: notifier.counts,
        stateFailures: store.failures?.count ?? 0,
      }),
    health: async () =>
      healthOf({
        states: await store.states(),
        checks: checks.length,
        intervalMs,
        startedAt,
        now: clock.now(),
        problems: problems(),
      }),
  });
  const given = await listenOn(server, port, host);
  return { url: `http://${urlHost(host)}:${given}/`, close: () => server.close().closeAllConnections() };
}

/** Where a browser on this machine finds it. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
