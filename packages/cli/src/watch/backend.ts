import {
  type Clock,
  type EndpointCheck,
  fileStore,
  loadRedisPackages,
  RedisError,
  redisHost,
  redisStore,
  StateFileError,
  type Store,
  sharedGroup,
  sharedKey,
  systemClock,
  watch,
  watchShared,
} from '@corsmith/monitor/watch';
import type { Invocation } from '../command.js';
import { UsageError } from '../usage-error.js';
import type { WatchArguments } from './arguments.js';
import { complain, type Session } from './session.js';
import { statePath } from './state-path.js';

/** Where the state is stored: in a file of this process, or in Redis, shared with other processes. */
export interface Backend {
  readonly store: Store;
  /** Redis' clock, if there is one. */
  readonly clock: Clock;
  /** The location to show, without a password. */
  readonly location: string;
  watch(session: Session): Promise<void>;
}

/** @throws UsageError if it can't be used */
export async function openBackend(
  contract: string,
  checks: readonly EndpointCheck[],
  args: WatchArguments,
  { errors }: Invocation,
): Promise<Backend> {
  const { redis, state, environment } = args;
  try {
    const report = (message: string) => complain(errors, message);
    if (redis !== undefined) return await redisBackend(redis, contract, checks, args, report);
    const onProblem = onceOnly((message) => report(`Could not save the state: ${message}`));
    return await fileBackend(state ?? statePath(contract, environment, process.env), checks, args, onProblem);
  } catch (error) {
    if (error instanceof StateFileError || error instanceof RedisError)
      throw new UsageError([{ message: error.message }]);
    throw error;
  }
}

async function fileBackend(
  path: string,
  checks: readonly EndpointCheck[],
  { intervalMs }: WatchArguments,
  onProblem: (error: Error) => void,
): Promise<Backend> {
  const ids = new Set(checks.map(({ id }) => id));
  const store = await fileStore(path, { ids, onProblem });
  return { store, clock: systemClock, location: path, watch: (session) => watch({ ...session, intervalMs }) };
}

async function redisBackend(
  url: string,
  contract: string,
  checks: readonly EndpointCheck[],
  { intervalMs, environment, engines, retries, timeoutMs, strict }: WatchArguments,
  onProblem: (message: string) => void,
): Promise<Backend> {
  const key = sharedKey(checks, intervalMs, { engines, retries, timeoutMs, strict });
  const group = sharedGroup(contract, environment);
  const ids = new Set(checks.map(({ id }) => id));
  const packages = await loadRedisPackages();
  const store = await redisStore(url, { group, key, ids, intervalMs, onProblem }, packages);
  return {
    store,
    clock: store.clock,
    location: `Redis at ${redisHost(url)}, ${key}`,
    watch: (session) => watchShared({ ...session, intervalMs, url, key, packages }),
  };
}

function onceOnly(report: (message: string) => void): (error: Error) => void {
  let isReported = false;
  return ({ message }) => {
    if (!isReported) report(message);
    isReported = true;
  };
}
