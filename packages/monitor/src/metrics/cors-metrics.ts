import { type Ranked, topK } from '../top-k.js';
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
  /** The origins that are denied most often. They come from strangers: no label holds them. */
  deniedOrigins(): readonly Ranked[];
}

export function createCorsMetrics({ instruments, maxRoutes = 100, maxOrigins = 50 }: MetricsOptions): CorsMetrics {
  const routes = new Set<string>();
  const denied = topK(maxOrigins);
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
      if (reason !== 'none') denied.add(origin);
    },
    deniedOrigins: () => denied.ranked(),
  };
}
