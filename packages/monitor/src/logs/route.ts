import { keptText } from './kept-text.js';

/**
 * The path with what names one thing in it taken for any: numbers, UUIDs and long hexadecimal become `:id`, other long
 * segments, which may be secrets, `:token`. Slashes are doubled meanwhile, so that neighbours do not share one; the
 * queries of `--sql` do the same.
 */
export function routeOf(path: string): string {
  let route = known.get(path);
  if (route === undefined) {
    route = keptText(madeRoute(path));
    if (known.size >= KNOWN) known.clear();
    known.set(keptText(path), route);
  }
  return route;
}

/** Routes of the last paths: the same are asked for again and again. */
const known = new Map<string, string>();
const KNOWN = 10_000;

const madeRoute = (path: string): string =>
  ROUTE_STEPS.reduce((text, [pattern, by]) => text.replace(pattern, by), path.replaceAll('/', '//')).replaceAll(
    '//',
    '/',
  );

/** Written so that RE2 and Java read them as JavaScript does: the queries use their sources. */
export const ROUTE_STEPS: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/\/[0-9]+(\/|$)/g, '/:id$1'],
  [/\/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(\/|$)/g, '/:id$1'],
  [/\/[0-9a-fA-F]{16,200}(\/|$)/g, '/:id$1'],
  [/\/[^/]{40,}(\/|$)/g, '/:token$1'],
];
