import {
  type EndpointCheck,
  fileStore,
  loadRedisPackages,
  RedisError,
  redisStore,
  StateFileError,
  type Store,
  sharedKey,
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
    if (redis !== undefined) return await redisBackend(redis, checks, args);
    const onProblem = onceOnly((message) => complain(errors, `Could not save the state: ${message}`));
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
  return { store, location: path, watch: (session) => watch({ ...session, intervalMs }) };
}

async function redisBackend(
  url: string,
  checks: readonly EndpointCheck[],
  { intervalMs }: WatchArguments,
): Promise<Backend> {
  const key = sharedKey(checks, intervalMs);
  const packages = await loadRedisPackages();
  return {
    store: await redisStore(url, key, packages),
    location: `Redis at ${new URL(url).host}, ${key}`,
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
