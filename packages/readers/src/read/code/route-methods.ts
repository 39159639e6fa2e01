import type { PolicyReading } from '../reading.js';
import { type Trap, trap } from '../trap.js';
import type { CallValue } from '../value.js';
import type { CodeFile } from './code-file.js';

const ROUTE = /^(?!.*(?:axios|client|http|agent|request|supertest|api|fetch)\b).*\.(put|patch|delete)$/i;

/** The first route in this file that needs a method without permission. */
export function methodsOfRoutes({ methods, origins }: PolicyReading, { calls }: CodeFile): readonly Trap[] {
  return origins.length === 0 ? [] : methodsNotAllowed(methods, calls, methodOf);
}

const methodOf = ({ callee, arguments: [path, ...handlers] }: CallValue): string | undefined =>
  path?.kind === 'text' && path.text.startsWith('/') && handlers.length > 0
    ? ROUTE.exec(callee)?.[1]?.toUpperCase()
    : undefined;

/** @param methodOf the method of a call that defines a route, in uppercase; undefined for any other call. */
export function methodsNotAllowed(
  { value: allowed }: PolicyReading['methods'],
  calls: readonly CallValue[],
  methodOf: (call: CallValue) => string | undefined,
): readonly Trap[] {
  if (!Array.isArray(allowed)) return [];
  const names = allowed.map((one) => String(one).toUpperCase());
  const routes = calls.filter((call) => {
    const method = methodOf(call);
    return method !== undefined && !names.includes(method);
  });
  const [first] = routes;
  const missing = [...new Set(routes.map(methodOf))].join(' and ');
  return first
    ? [
        trap('method-not-allowed', first.at, {
          message: `CORS doesn’t allow ${missing}, which this app has routes for.`,
        }),
      ]
    : [];
}
