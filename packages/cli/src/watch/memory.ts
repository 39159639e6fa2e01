import {
  type EndpointCheck,
  fileStore,
  loadEngines,
  RedisError,
  redisStore,
  StateFileError,
  type Store,
  sharedKey,
  watch,
  watchTogether,
} from '@corsmith/monitor/watch';
import type { Invocation } from '../command.js';
import { UsageError } from '../usage-error.js';
import type { WatchArguments } from './arguments.js';
import { complain, type Session } from './session.js';
import { statePath } from './state-path.js';

/** Where it is kept what is known of the checks, and so who shares the work. */
export interface Memory {
  readonly store: Store;
  /** As a person is told of it, without a password. */
  readonly place: string;
  watch(session: Session): Promise<void>;
}

/** @throws UsageError where it can't be used. */
export async function openMemory(
  contract: string,
  checks: readonly EndpointCheck[],
  args: WatchArguments,
  { errors }: Invocation,
): Promise<Memory> {
  const { redis, state, environment } = args;
  try {
    if (redis !== undefined) return await sharedMemory(redis, checks, args);
    const onTrouble = onceOnly((message) => complain(errors, `The state is not kept: ${message}`));
    return await ownMemory(state ?? statePath(contract, environment, process.env), checks, args, onTrouble);
  } catch (error) {
    if (error instanceof StateFileError || error instanceof RedisError)
      throw new UsageError([{ message: error.message }]);
    throw error;
  }
}

async function ownMemory(
  path: string,
  checks: readonly EndpointCheck[],
  { intervalMs }: WatchArguments,
  onTrouble: (error: Error) => void,
): Promise<Memory> {
  const ids = new Set(checks.map(({ id }) => id));
  const store = await fileStore(path, { ids, onTrouble });
  return { store, place: path, watch: (session) => watch({ ...session, intervalMs }) };
}

async function sharedMemory(
  url: string,
  checks: readonly EndpointCheck[],
  { intervalMs }: WatchArguments,
): Promise<Memory> {
  const key = sharedKey(checks, intervalMs);
  const engines = await loadEngines();
  return {
    store: await redisStore(url, key, engines),
    place: `Redis at ${new URL(url).host}, ${key}`,
    watch: (session) => watchTogether({ ...session, intervalMs, url, key, engines }),
  };
}

function onceOnly(tell: (message: string) => void): (error: Error) => void {
  let isTold = false;
  return ({ message }) => {
    if (!isTold) tell(message);
    isTold = true;
  };
}
