import type { WireRequest } from '@corsmith/protocol';
import type { Reaches } from './finding.js';
import type { ProbeOrigin } from './probe-origin.js';
import { type Attempts, reachesOf } from './reach.js';
import type { Wires } from './requests.js';
import type { Located, Sender } from './sender.js';

/** The responses to one origin, and what a page there can do with them. */
export interface OriginResult {
  readonly origin: string;
  readonly actual?: Located;
  readonly permission?: Located;
  readonly reaches: Reaches;
}

/** Probes a server from many origins, each once. */
export interface OriginProber {
  /** `whole` also sends the preflight of a request that changes data. */
  probe(origins: readonly string[], scope: 'reading' | 'whole'): Promise<void>;
  resultOf(origin: string): OriginResult | undefined;
}

export function createOriginProber(
  sender: Sender,
  wiresFor: (origin: string) => Wires,
  attempts: Attempts,
): OriginProber {
  const known = new Map<string, OriginResult>();
  const reachOf = reachesOf(attempts);

  async function probe(origins: readonly string[], scope: 'reading' | 'whole'): Promise<void> {
    const fresh = [...new Set(origins)].filter((origin) => !known.has(origin));
    const probed = fresh.map((origin) => ({ origin, wires: wiresFor(origin) }));
    const kinds =
      scope === 'whole' ? (['preflight', 'actual', 'permission'] as const) : (['preflight', 'actual'] as const);
    const requests = probed.flatMap(({ wires }) => kinds.flatMap((kind) => wires[kind] ?? []));
    const exchanges = await sender.send(requests);
    const byRequest = new Map<WireRequest, Located | undefined>(
      requests.map((request, index) => [request, exchanges[index]]),
    );
    const exchangeOf = (wire: WireRequest | undefined) => (wire ? byRequest.get(wire) : undefined);
    for (const { origin, wires } of probed) {
      const [preflight, actual, permission] = [wires.preflight, wires.actual, wires.permission].map(exchangeOf);
      const reaches = await reachOf(origin, {
        preflight: preflight?.response,
        actual: actual?.response,
        permission: permission?.response,
      });
      known.set(origin, { origin, reaches, ...(actual && { actual }), ...(permission && { permission }) });
    }
  }

  return { probe, resultOf: (origin) => known.get(origin) };
}

/** The first origins of each class, which are probed for both. */
export const firstOf = (probes: readonly ProbeOrigin[], count: number): readonly string[] =>
  probes
    .filter(({ attacker }) => attacker !== 'nobody')
    .slice(0, count)
    .map(({ origin }) => origin);
