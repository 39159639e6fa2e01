import { byteLowercase, contains, type Outcome } from '@corsmith/protocol';
import type { Trouble } from './facts.js';
import type { Seen } from './seen.js';

/** Whether any browser blocks it. */
export const isBlocked = ({ outcomes }: Seen): boolean =>
  outcomes.some(({ engine, allowed }) => engine !== 'standard' && !allowed);

/** Whether the page lacks anything, in any browser. */
export const isTroubled = (seen: Seen): boolean =>
  seen.outcomes.some((outcome) => outcome.engine !== 'standard' && troubleOf(outcome, seen) !== undefined);

/** Whether every browser lets the page read the answer, and CORS has a part in it. */
export const isReadable = (seen: Seen): boolean =>
  !isBlocked(seen) && seen.outcomes.some(({ engine, response }) => engine === 'chromium' && response?.type === 'cors');

/** What the page does not get, in the outcome of one browser; undefined where it gets all that it wants. */
export function troubleOf(outcome: Outcome, seen: Seen): Trouble | undefined {
  const { block, response, exchanges } = outcome;
  if (block) return block;
  const last = exchanges.length - 1;
  const at = (code: Trouble['code'], parameter?: string): Trouble => ({
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
  return seen.localServer ? at('LocalNetworkAccess') : undefined;
}

const isSameOrigin = ({ request, planned }: Seen): boolean =>
  planned.actual !== undefined && new URL(planned.actual.url).origin === request.origin;

/** Names that the page wants and the answer has, and that the browser keeps from the page. */
export function hiddenHeaders({ response, exchanges }: Outcome, seen: Seen): string[] {
  const answer = exchanges.at(-1)?.response;
  if (!answer || !response) return [];
  const readable = new Set(response.headers.map(([name]) => byteLowercase(name)));
  return seen.read.filter((name) => contains(answer.headers, name) && !readable.has(byteLowercase(name)));
}
