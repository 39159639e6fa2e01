import type { ProbedExchange } from '@corsmith/protocol';
import { responders } from '../responders.js';
import { type KnownResponse, RESPONSE_KINDS, type ResponseKind, type SeenMark, seenMark } from './responder.js';

/** A known response, and what shows it. */
export interface AttributedResponse extends KnownResponse {
  readonly mark: SeenMark;
}

/** Who sent this response, if it shows that it was not the app. */
export function attributionOf(exchange: ProbedExchange): AttributedResponse | undefined {
  const found = new Map<ResponseKind, AttributedResponse>();
  for (const { responses } of responders)
    for (const known of responses) {
      if (found.has(known.kind)) continue;
      const mark = seenMark(known.marks, exchange);
      if (mark) found.set(known.kind, { ...known, mark });
    }
  const kind = RESPONSE_KINDS.find((one) => found.has(one));
  return kind && found.get(kind);
}
