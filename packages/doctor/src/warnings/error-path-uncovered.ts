import { get } from '@corsmith/protocol';
import { allowsOrigin } from '../facts/facts.js';
import type { Seen } from '../facts/seen.js';
import type { Located } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

/** Answers of the front to the page's origin that are errors, and carry no permission. */
const uncovered = ({ exchanges, request }: Seen): readonly Located[] =>
  exchanges.flatMap((exchange, index) => {
    const { layer, response, request: wire } = exchange;
    const isAsked = layer === 'front' && wire.kind === 'actual' && get(wire.headers, 'origin') === request.origin;
    const isError = response !== undefined && response.status >= 400 && response.status !== 501;
    return isAsked && isError && !allowsOrigin(response, request.origin) ? [{ index, exchange }] : [];
  });

export const errorPathUncovered: WarningRule = {
  id: 'error-path-uncovered',
  title: 'Answers that are errors lack the CORS headers',
  before: ['authorization-under-wildcard'],
  match(seen) {
    const lost = uncovered(seen);
    if (lost.length === 0) return undefined;
    const kept = keeping(seen);
    return {
      explanation: `When the server fails, the page sees a CORS error in place of the status and the message. Have the headers set on every response, errors included${
        kept ? `: ${kept} sets them, and what stands before it loses them` : ''
      }.`,
      evidence: lost.map(({ index, exchange }) => ({
        text: `${exchange.response!.status} without Access-Control-Allow-Origin`,
        exchange: index,
      })),
    };
  },
};

/** The server behind the front whose errors do carry them. */
const keeping = ({ layers, exchanges, request }: Seen): string | undefined =>
  layers.slice(1).find(({ at }) => allowsOrigin(exchanges[at['missing-path'] ?? -1]?.response, request.origin))?.name;
