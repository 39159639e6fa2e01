import { frequentItems, offer } from '../frequent-items.js';
import type { Instruments } from './instruments.js';
import { type CorsLabels, type Observation, statusClassOf } from './observation.js';

export interface MetricsOptions {
  readonly instruments: Instruments;
  /** The number of route names that become labels; further ones are counted as `other` (default: 100). */
  readonly maxRoutes?: number;
  /** The number of denied origins that are counted (default: 50). */
  readonly maxOrigins?: number;
}

/** Counts cross-origin requests. */
export interface CorsMetrics {
  record(observation: Observation): void;
  /** The origins that are denied most often, the most frequent first. Anyone can send them, so they are no label. */
  deniedOrigins(): readonly DeniedOrigin[];
}

export interface DeniedOrigin {
  readonly origin: string;
  /** How often it was denied, at least. */
  readonly count: number;
  /** How much `count` may be too low: 0 unless there were more origins than `maxOrigins`. */
  readonly missed: number;
}

/** Longer origins are truncated, since anyone can send them. In characters. */
const MAX_ORIGIN = 256;

export function createCorsMetrics({ instruments, maxRoutes = 100, maxOrigins = 50 }: MetricsOptions): CorsMetrics {
  const routes = new Set<string>();
  const denied = frequentItems<{ count: number }>(maxOrigins);
  const bounded = (route: string): string => {
    if (route === '' || routes.has(route)) return route;
    if (routes.size >= maxRoutes) return 'other';
    routes.add(route);
    return route;
  };
  return {
    record({ kind, reason, origin, status, route = '', seconds }) {
      const labels: CorsLabels = {
        outcome: reason === 'none' ? 'allowed' : 'denied',
        reason,
        status_class: statusClassOf(status),
        route: bounded(route),
      };
      if (kind === 'preflight') instruments.countPreflight(labels);
      else instruments.countRequest(labels);
      if (kind === 'preflight' && seconds !== undefined) instruments.recordPreflightSeconds(seconds, labels);
      if (reason !== 'none') offer(denied, origin.slice(0, MAX_ORIGIN), () => ({ count: 0 })).count++;
    },
    deniedOrigins: () =>
      [...denied.items]
        .map(([one, { value }]) => ({ origin: one, count: value.count, missed: denied.missed }))
        .sort((a, b) => b.count - a.count),
  };
}
