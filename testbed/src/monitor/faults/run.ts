import { setTimeout } from 'node:timers/promises';
import { until } from '../service.js';
import { FAULTS, type World } from './faults.js';
import { endpointsOf, startFleet } from './fleet.js';
import { startReceiver } from './receiver.js';
import { judge, type Verdict } from './verdict.js';
import { startApi } from './watched-api.js';

export interface FaultsOptions {
  readonly workers: number;
  readonly endpoints: number;
  readonly intervalMs: number;
  /** How long faults happen, in milliseconds; each kind happens at least once. */
  readonly durationMs: number;
  readonly seed: number;
  /** Names of faults that don't happen. */
  readonly without?: readonly string[];
  readonly say: (line: string) => void;
}

export interface FaultsResult extends Verdict {
  /** How often each fault happened, by its name. */
  readonly happened: ReadonlyMap<string, number>;
  /** How often an endpoint was broken or fixed. */
  readonly changes: number;
  readonly checks: number;
  readonly messages: number;
  readonly alerts: number;
  readonly seconds: number;
}

/** An endpoint that changes more often is reported as flapping. */
const MOST_CHANGES = 3;
/** After the last fault, so many intervals until everyone knows everything: as long as the longest pause of a receiver. */
const MOST_QUIET = 45;

/** Endpoints break and are fixed while workers, Redis, receivers and the contract have faults. */
export async function runFaults(options: FaultsOptions): Promise<FaultsResult> {
  const { workers, endpoints, intervalMs, durationMs, without = [], say } = options;
  const random = mulberry(options.seed);
  const pick = (count: number) => Math.floor(random() * count);
  const api = await startApi(endpoints);
  const receivers = [await startReceiver(), await startReceiver()];
  const webhooks = receivers.map(({ url }) => url);
  const fleet = await startFleet({ api: api.url, endpoints, intervalMs, webhooks, workers });
  const world: World = { fleet, receivers, intervalMs, version: 0, pick };
  const happened = new Map<string, number>();
  const changed = new Map<number, number>();
  let changes = 0;

  function change(count: number): void {
    for (let left = count; left > 0; left--) {
      const endpoint = pick(endpoints);
      const times = changed.get(endpoint) ?? 0;
      if (times >= MOST_CHANGES) continue;
      changed.set(endpoint, times + 1);
      changes++;
      if (!api.broken.delete(endpoint)) api.broken.add(endpoint);
    }
  }

  try {
    await until(
      async () => api.requested.every((times) => times.length > 0),
      () => 'not every endpoint is checked',
      120_000,
    );
    const begin = Date.now();
    const ending = new AbortController();
    const changing = (async () => {
      while (!ending.signal.aborted) {
        // Many at once, now and then.
        change(pick(8) === 0 ? Math.ceil(endpoints / 10) : 1);
        await setTimeout(intervalMs * (0.3 + random()), undefined, { signal: ending.signal }).catch(() => {});
      }
    })();
    const faults = FAULTS.filter(({ name }) => !without.includes(name));
    for (let at = 0; at < faults.length || Date.now() < begin + durationMs; at++) {
      const fault = faults[at % faults.length]!;
      say(`${Math.round((Date.now() - begin) / 1000)} s: ${fault.name}`);
      happened.set(fault.name, (happened.get(fault.name) ?? 0) + 1);
      await fault.happen(world);
      await setTimeout(intervalMs);
    }
    ending.abort();
    await changing;
    const end = Date.now();
    say(`${Math.round((end - begin) / 1000)} s: no more faults`);
    const present = new Set(endpointsOf(world.version, endpoints));
    const truth = new Map(
      Array.from({ length: endpoints }, (_, index) => [
        `endpoint ${index}`,
        present.has(index) && api.broken.has(index) ? ('broken' as const) : ('holds' as const),
      ]),
    );
    const evidence = {
      receivers,
      requested: api.requested.filter((_, index) => present.has(index) && index < endpoints - 1),
      truth,
      redisOutages: fleet.redisOutages,
      kills: fleet.kills,
      intervalMs,
      begin,
      end,
    };
    await until(
      async () => {
        await setTimeout(200);
        return judge(evidence).unaware.length === 0;
      },
      undefined,
      MOST_QUIET * intervalMs + 330_000,
    ).catch(() => {});
    return {
      ...judge(evidence),
      happened,
      changes,
      checks: api.requested.reduce((sum, { length }) => sum + length, 0),
      messages: receivers.reduce((sum, one) => sum + one.messages, 0),
      alerts: receivers.reduce((sum, { heard }) => sum + heard.length, 0),
      seconds: Math.round((end - begin) / 1000),
    };
  } finally {
    await fleet.end();
    api.close();
    for (const one of receivers) one.close();
  }
}

/** The same numbers for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
