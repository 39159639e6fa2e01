import type { ReadStack } from './read-policy.js';
import type { PolicyReading } from './reading.js';
import { policyOf, type SentHeader } from './responder.js';
import type { Span } from './source-file.js';
import { textOf, type Value } from './value.js';

/** A list of headers that every response of a path gets, whatever the request. */
export interface HeaderRule {
  readonly stack: ReadStack;
  readonly at: Span;
  readonly where?: string;
  readonly headers: readonly WrittenHeader[];
  /** Who responds to preflights: files take GET and HEAD only; `upstream`: what is behind decides. */
  readonly preflight: 'files' | 'upstream' | 'self';
  readonly upstream?: 'replaced' | 'doubled';
}

export interface WrittenHeader {
  readonly name: string;
  readonly value: Value;
  readonly at?: Span;
}

/** The policy of such a list; undefined if it has no Access-Control-Allow-Origin. */
export function constantPolicy({ preflight, headers, ...rule }: HeaderRule): PolicyReading | undefined {
  const sent = headers.map(
    ({ name, value, at }): SentHeader => ({
      name: name.toLowerCase(),
      value: textOf(value),
      at: at ?? value.at,
      onErrors: true,
    }),
  );
  const policy = policyOf({
    ...rule,
    candidates: [],
    respond: ({ method }) => ({
      by: preflight === 'upstream' ? 'upstream' : 'self',
      status: method === 'OPTIONS' && preflight === 'files' ? 405 : 200,
      headers: sent,
    }),
  });
  return policy && { ...policy, originHeader: 'constant', ...(preflight === 'files' && { routes: ['GET', 'HEAD'] }) };
}
