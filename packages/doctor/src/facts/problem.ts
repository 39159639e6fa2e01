import { byteLowercase, contains, type Outcome } from '@corsmith/protocol';
import { isRefused } from '../cookies/cookie-report.js';
import type { Problem } from './facts.js';
import type { Seen } from './seen.js';

/** Whether any browser blocks it. */
export const isBlocked = ({ outcomes }: Seen): boolean =>
  outcomes.some(({ engine, allowed }) => engine !== 'standard' && !allowed);

/** Whether the page lacks anything, in any browser. */
export const hasProblem = (seen: Seen): boolean =>
  seen.outcomes.some((outcome) => outcome.engine !== 'standard' && problemOf(outcome, seen) !== undefined);

/** Whether every browser lets the page read the response, and CORS is involved. */
export const isReadable = (seen: Seen): boolean =>
  !isBlocked(seen) && seen.outcomes.some(({ engine, response }) => engine === 'chromium' && response?.type === 'cors');

/** What the page is denied in one browser; undefined if it gets everything it wants. */
export function problemOf(outcome: Outcome, seen: Seen): Problem | undefined {
  const { block, response, exchanges } = outcome;
  if (block) return block;
  if (seen.repetition) return { code: 'Unstable', stage: 'response', exchange: exchanges.length - 1 };
  const last = exchanges.length - 1;
  const at = (code: Problem['code'], parameter?: string): Problem => ({
    code,
    stage: 'response',
    exchange: last,
    ...(parameter !== undefined && { parameter }),
  });
  // A script that requests without CORS gets nothing; an element gets what it wants.
  if (response?.type === 'opaque')
    return (seen.request.initiator ?? 'fetch') === 'fetch' ? at('OpaqueResponse') : undefined;
  if (response?.type === 'basic' && isSameOrigin(seen)) return at('SameOrigin');
  const hidden = hiddenHeaders(outcome, seen);
  if (hidden.length > 0) return at('HeaderNotExposed', hidden.join(', '));
  if (seen.localServer) return at('LocalNetworkAccess');
  return seen.cookies?.some(({ report }) => isRefused(report)) ? at('CookieRefused') : undefined;
}

const isSameOrigin = ({ request, planned }: Seen): boolean =>
  planned.actual !== undefined && new URL(planned.actual.url).origin === request.origin;

/** Headers of the response that the page wants and the browser hides. */
export function hiddenHeaders({ response: visible, exchanges }: Outcome, seen: Seen): string[] {
  const response = exchanges.at(-1)?.response;
  if (!response || !visible) return [];
  const readable = new Set(visible.headers.map(([name]) => byteLowercase(name)));
  return seen.read.filter((name) => contains(response.headers, name) && !readable.has(byteLowercase(name)));
}
