import type { ProbeOrigin } from './probe-origin.js';
import type { Target } from './target.js';
import type { Weakness } from './weakness.js';

const known = new WeakMap<Target, Map<Weakness, readonly ProbeOrigin[]>>();

/** The probe origins of a class, each once, computed once: the public suffix list takes its time. */
export function originsOf(weakness: Weakness, target: Target): readonly ProbeOrigin[] {
  const ofTarget = known.get(target) ?? new Map<Weakness, readonly ProbeOrigin[]>();
  known.set(target, ofTarget);
  const probes = ofTarget.get(weakness) ?? unique(weakness.origins(target));
  ofTarget.set(weakness, probes);
  return probes;
}

const unique = (probes: readonly ProbeOrigin[]): readonly ProbeOrigin[] =>
  [...new Map(probes.toReversed().map((probe) => [probe.origin, probe])).values()].toReversed();
