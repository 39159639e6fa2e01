import { frequentItems, offer } from '../frequent-items.js';
import type { Instruments } from './instruments.js';
import { type CorsLabels, type Observation, statusClassOf } from './observation.js';

export interface MetricsOptions {
  readonly instruments: Instruments;
  /** How many names of routes become labels; those that come later are `other`. Default 100. */
  readonly maxRoutes?: number;
  /** How many denied origins are kept count of. Default 50. */
  readonly maxOrigins?: number;
}

/** Counts what pages of other origins ask for. */
export interface CorsMetrics {
  record(observation: Observation): void;
  /** The origins that are denied most often, the first most of all. They come from strangers: no label holds them. */
  deniedOrigins(): readonly DeniedOrigin[];
}

export interface DeniedOrigin {
  readonly origin: string;
  /** How often at least. */
  readonly count: number;
  /** How much more often at most: 0 as long as there are no more origins than are kept. */
  readonly missed: number;
}

/** Longer ones are cut: strangers choose them. In characters. */
const LONGEST_ORIGIN = 256;

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
      if (reason !== 'none') offer(denied, origin.slice(0, LONGEST_ORIGIN), () => ({ count: 0 })).count++;
    },
    deniedOrigins: () =>
      [...denied.items]
        .map(([one, { value }]) => ({ origin: one, count: value.count, missed: denied.missed }))
        .sort((a, b) => b.count - a.count),
  };
}
