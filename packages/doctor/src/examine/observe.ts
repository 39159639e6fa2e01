import type { WireRequest } from '@corsmith/protocol';
import type { ProbedExchange } from '../diagnosis.js';
import { wireKey } from '../facts/wire.js';
import { isHarmless } from '../probe/harmless.js';
import type { Permission } from '../probe/permission.js';
import type { Front, Probe } from '../probe/probe.js';
import type { TellingProbe } from '../telling/telling-probe.js';

/** The requests that were really sent, each once. */
export interface Observation {
  /** What a browser sends; undefined if it may change data and nothing permits that. */
  send(request: WireRequest): Promise<ProbedExchange> | undefined;
  /** What no browser would send; not sent where the same was sent before. Given up after the telling probes' time limit. */
  ask(probe: TellingProbe): Promise<void>;
  /** The same to a server behind the front. */
  askDirect(server: Probe, probe: TellingProbe): Promise<ProbedExchange>;
  /** Those that were not sent yet, each once. */
  unasked(probes: readonly TellingProbe[]): readonly TellingProbe[];
  /** All that is answered by now: what browsers send, then telling probes, then the servers behind the front. */
  exchanges(): readonly ProbedExchange[];
}

/** What a telling probe may take beyond five times the slowest answer so far, in milliseconds. */
const PATIENCE_MS = 500;

export interface ObserveOptions {
  readonly timeoutMs: number;
  readonly onExchange?: (exchange: ProbedExchange) => void;
  /** Exchanges of this request that took place before: they are not repeated. */
  readonly before?: readonly ProbedExchange[];
}

/** The server that is asked, with the permission to send it what may change data. */
export type Observed =
  | { readonly probe: Probe; readonly permission?: undefined }
  | { readonly probe: Front; readonly permission: Permission };

export function observe(front: Observed, { timeoutMs, onExchange, before = [] }: ObserveOptions): Observation {
  const known = new Map<string, Promise<ProbedExchange>>();
  const earlier = new Map(before.map((exchange) => [wireKey(exchange.request), exchange]));
  const answered: Record<'sent' | 'asked' | 'direct', Slot[]> = { sent: [], asked: [], direct: [] };

  async function into(slots: Slot[], exchange: Promise<ProbedExchange>): Promise<ProbedExchange> {
    const slot: Slot = {};
    slots.push(slot);
    slot.exchange = await exchange;
    onExchange?.(slot.exchange);
    return slot.exchange;
  }

  function once(slots: Slot[], request: WireRequest, exchange: () => Promise<ProbedExchange>): Promise<ProbedExchange> {
    const key = wireKey(request);
    const same = known.get(key);
    if (same) return same;
    const begun = into(slots, exchange());
    known.set(key, begun);
    return begun;
  }

  const patience = () => {
    const slowest = Math.max(0, ...answered.sent.map(({ exchange }) => exchange?.durationMs ?? 0));
    return Math.min(timeoutMs, PATIENCE_MS + 5 * slowest);
  };

  return {
    send(request) {
      const { probe, permission } = front;
      if (isHarmless(request)) return once(answered.sent, request, () => probe.send(request));
      const exchange = earlier.get(wireKey(request));
      if (exchange) return once(answered.sent, request, async () => exchange);
      if (!permission) return undefined;
      return once(answered.sent, request, () => probe.send(request, permission));
    },
    async ask({ request, why }) {
      await once(answered.asked, request, async () => {
        const exchange = await within(patience(), request, front.probe.send(request));
        return { ...exchange, why };
      });
    },
    unasked(probes) {
      const byKey = new Map(probes.map((probe) => [wireKey(probe.request), probe]));
      return [...byKey].flatMap(([key, probe]) => (known.has(key) ? [] : [probe]));
    },
    askDirect: (server, { request, why }) =>
      into(
        answered.direct,
        server.send(request).then((exchange) => ({ ...exchange, why })),
      ),
    exchanges: () =>
      [...answered.sent, ...answered.asked, ...answered.direct].flatMap(({ exchange }) => exchange ?? []),
  };
}

/** Keeps the place of an exchange in the order of sending. */
interface Slot {
  exchange?: ProbedExchange;
}

async function within(ms: number, request: WireRequest, exchange: Promise<ProbedExchange>): Promise<ProbedExchange> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const message = `No answer to this probe within ${Math.round(ms)} ms: it was given up, the others were answered.`;
  const late: ProbedExchange = {
    request,
    failure: { id: 'timeout', code: 'TIMEOUT', message },
    durationMs: ms,
    layer: 'front',
  };
  const limit = new Promise<ProbedExchange>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([exchange, limit]);
  } finally {
    clearTimeout(timer);
    // It ends with the probe, when nobody waits for it any more.
    exchange.catch(() => {});
  }
}
