import type { ProbedExchange, WireRequest } from '@corsmith/protocol';
import type { ExtraProbe } from '../extra-probes/extra-probe.js';
import { REPEATED } from '../facts/repetition.js';
import { wireKey } from '../facts/wire.js';
import { type HarmlessRequest, isHarmless } from '../probe/harmless.js';
import type { Permission } from '../probe/permission.js';
import type { Front, Probe } from '../probe/probe.js';

/** The requests that were sent, each once. */
export interface Observation {
  /** Sends what a browser sends; undefined if it may change data and nothing permits that. */
  send(request: WireRequest): Promise<ProbedExchange> | undefined;
  /** Sends what no browser sends, unless the same request was sent before. Gives up after the extra probes' time limit. */
  probe(probe: ExtraProbe): Promise<void>;
  /** Sends the same request once more. */
  again(request: HarmlessRequest): Promise<void>;
  /** Sends it to a server behind the URL's host. */
  sendDirect(server: Probe, probe: ExtraProbe): Promise<ProbedExchange>;
  /** The probes that were not sent yet, each once. */
  unsent(probes: readonly ExtraProbe[]): readonly ExtraProbe[];
  /** Everything received so far: what browsers send, then extra probes, then the servers behind the URL's host. */
  exchanges(): readonly ProbedExchange[];
}

/** How long an extra probe may take beyond five times the slowest response so far, in milliseconds. */
const PATIENCE_MS = 500;

export interface ObserveOptions {
  readonly timeoutMs: number;
  readonly onExchange?: (exchange: ProbedExchange) => void;
  /** Exchanges of this request that took place before: they are not repeated. */
  readonly before?: readonly ProbedExchange[];
}

/** The server, with the permission to send it what may change data. */
export type Observed =
  | { readonly probe: Probe; readonly permission?: undefined }
  | { readonly probe: Front; readonly permission: Permission };

export function observe(front: Observed, { timeoutMs, onExchange, before = [] }: ObserveOptions): Observation {
  const known = new Map<string, Promise<ProbedExchange>>();
  const earlier = new Map(before.map((exchange) => [wireKey(exchange.request), exchange]));
  const slots: Record<'sent' | 'probes' | 'direct', Slot[]> = { sent: [], probes: [], direct: [] };

  async function into(row: Slot[], exchange: Promise<ProbedExchange>): Promise<ProbedExchange> {
    const slot: Slot = {};
    row.push(slot);
    slot.exchange = await exchange;
    onExchange?.(slot.exchange);
    return slot.exchange;
  }

  function once(row: Slot[], request: WireRequest, exchange: () => Promise<ProbedExchange>): Promise<ProbedExchange> {
    const key = wireKey(request);
    const same = known.get(key);
    if (same) return same;
    const begun = into(row, exchange());
    known.set(key, begun);
    return begun;
  }

  const patience = () => {
    const slowest = Math.max(0, ...slots.sent.map(({ exchange }) => exchange?.durationMs ?? 0));
    return Math.min(timeoutMs, PATIENCE_MS + 5 * slowest);
  };

  return {
    send(request) {
      const { probe, permission } = front;
      if (isHarmless(request)) return once(slots.sent, request, () => probe.send(request));
      const exchange = earlier.get(wireKey(request));
      if (exchange) return once(slots.sent, request, async () => exchange);
      if (!permission) return undefined;
      return once(slots.sent, request, () => probe.send(request, permission));
    },
    async probe({ request, why }) {
      await once(slots.probes, request, async () => {
        const exchange = await within(patience(), request, front.probe.send(request));
        return { ...exchange, why };
      });
    },
    async again(request) {
      await into(
        slots.probes,
        within(patience(), request, front.probe.send(request)).then((exchange) => ({ ...exchange, why: REPEATED })),
      );
    },
    unsent(probes) {
      const byKey = new Map(probes.map((probe) => [wireKey(probe.request), probe]));
      return [...byKey].flatMap(([key, probe]) => (known.has(key) ? [] : [probe]));
    },
    sendDirect: (server, { request, why }) =>
      into(
        slots.direct,
        server.send(request).then((exchange) => ({ ...exchange, why })),
      ),
    exchanges: () => [...slots.sent, ...slots.probes, ...slots.direct].flatMap(({ exchange }) => exchange ?? []),
  };
}

/** Holds the place of an exchange in the order of sending. */
interface Slot {
  exchange?: ProbedExchange;
}

async function within(ms: number, request: WireRequest, exchange: Promise<ProbedExchange>): Promise<ProbedExchange> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const message = `No response to this probe within ${Math.round(ms)} ms, although others got one: given up.`;
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
    // It ends with the probe; nobody waits for it any more.
    exchange.catch(() => {});
  }
}
