import type { PolicyReading } from '../reading.js';
import { type Trap, trap } from '../trap.js';
import type { CallValue } from '../value.js';
import type { CodeFile } from './code-file.js';

const ROUTE = /^(?!.*(?:axios|client|http|agent|request|supertest|api|fetch)\b).*\.(put|patch|delete)$/i;

/** The first route in this file that needs a method without permission. */
export function methodsOfRoutes({ methods, origins }: PolicyReading, { calls }: CodeFile): readonly Trap[] {
  const allowed = methods.value;
  if (!Array.isArray(allowed) || origins.length === 0) return [];
  const names = allowed.map((one) => String(one).toUpperCase());
  const methodOf = ({ callee, arguments: [path, ...handlers] }: CallValue): string | undefined =>
    path?.kind === 'text' && path.text.startsWith('/') && handlers.length > 0
      ? ROUTE.exec(callee)?.[1]?.toUpperCase()
      : undefined;
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
