import { interned } from './interned.js';

/**
 * Replaces ids in a path: numbers, UUIDs and long hexadecimal segments become `:id`; other long segments, which may be secrets,
 * become `:token`. Slashes are doubled meanwhile, so that adjacent segments don't share one. The queries of `--sql` do the same.
 */
export function routeOf(path: string): string {
  let route = known.get(path);
  if (route === undefined) {
    route = interned(madeRoute(path));
    if (known.size >= KNOWN) known.clear();
    known.set(interned(path), route);
  }
  return route;
}

/** The routes of recent paths, since the same paths are requested again and again. */
const known = new Map<string, string>();
const KNOWN = 10_000;

const madeRoute = (path: string): string =>
  ROUTE_STEPS.reduce((text, [pattern, by]) => text.replace(pattern, by), path.replaceAll('/', '//')).replaceAll(
    '//',
    '/',
  );

/** In syntax that means the same in JavaScript, RE2 and Java, since the queries use them too. */
export const ROUTE_STEPS: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/\/[0-9]+(\/|$)/g, '/:id$1'],
  [/\/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(\/|$)/g, '/:id$1'],
  [/\/[0-9a-fA-F]{16,200}(\/|$)/g, '/:id$1'],
  [/\/[^/]{40,}(\/|$)/g, '/:token$1'],
];
