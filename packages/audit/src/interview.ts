import type { WireRequest } from '@corsmith/protocol';
import type { Asker, Located } from './ask.js';
import type { Reaches } from './finding.js';
import type { ProbeOrigin } from './probe-origin.js';
import { type Attempts, reachesOf } from './reach.js';
import type { Wires } from './requests.js';

/** What one origin was answered, and what a page there can do with it. */
export interface Interviewed {
  readonly origin: string;
  readonly actual?: Located;
  readonly permission?: Located;
  readonly reaches: Reaches;
}

/** Asks a server from one origin after the other, each once. */
export interface Interview {
  /** `whole` also asks for the permission to change something; without it that is asked only where the origin is let in. */
  ask(origins: readonly string[], scope: 'reading' | 'whole'): Promise<void>;
  of(origin: string): Interviewed | undefined;
}

export function startInterview(asker: Asker, wiresFor: (origin: string) => Wires, attempts: Attempts): Interview {
  const known = new Map<string, Interviewed>();
  const reachOf = reachesOf(attempts);

  async function ask(origins: readonly string[], scope: 'reading' | 'whole'): Promise<void> {
    const fresh = [...new Set(origins)].filter((origin) => !known.has(origin));
    const asked = fresh.map((origin) => ({ origin, wires: wiresFor(origin) }));
    const kinds =
      scope === 'whole' ? (['preflight', 'actual', 'permission'] as const) : (['preflight', 'actual'] as const);
    const requests = asked.flatMap(({ wires }) => kinds.flatMap((kind) => wires[kind] ?? []));
    const answers = new Map<WireRequest, Located | undefined>();
    const exchanges = await asker.ask(requests);
    requests.forEach((request, index) => {
      answers.set(request, exchanges[index]);
    });
    const answerTo = (wire: WireRequest | undefined) => (wire ? answers.get(wire) : undefined);
    for (const { origin, wires } of asked) {
      const [preflight, actual, permission] = [wires.preflight, wires.actual, wires.permission].map(answerTo);
      const reaches = await reachOf(origin, {
        preflight: preflight?.response,
        actual: actual?.response,
        permission: permission?.response,
      });
      known.set(origin, { origin, reaches, ...(actual && { actual }), ...(permission && { permission }) });
    }
  }

  return { ask, of: (origin) => known.get(origin) };
}

/** The first of each class are asked for both. */
export const firstOf = (probes: readonly ProbeOrigin[], count: number): readonly string[] =>
  probes
    .filter(({ attacker }) => attacker !== 'nobody')
    .slice(0, count)
    .map(({ origin }) => origin);
