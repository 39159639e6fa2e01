import { get } from '@corsmith/protocol';
import { allowsOrigin } from '../facts/facts.js';
import type { Seen } from '../facts/seen.js';
import type { Located } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

/** Error responses of the URL's host to the page's origin that do not allow it. */
const uncovered = ({ exchanges, request }: Seen): readonly Located[] =>
  exchanges.flatMap((exchange, index) => {
    const { layer, response, request: wire } = exchange;
    const isPages = layer === 'front' && wire.kind === 'actual' && get(wire.headers, 'origin') === request.origin;
    const isError = response !== undefined && response.status >= 400 && response.status !== 501;
    return isPages && isError && !allowsOrigin(response, request.origin) ? [{ index, exchange }] : [];
  });

export const errorPathUncovered: WarningRule = {
  id: 'error-path-uncovered',
  title: 'Error responses lack the CORS headers',
  before: ['authorization-under-wildcard'],
  match(seen) {
    const lost = uncovered(seen);
    if (lost.length === 0) return undefined;
    const covering = coveringServer(seen);
    return {
      explanation: `When the server fails, the page sees a CORS error instead of the status and the message. Set the CORS headers on every response, errors included${
        covering ? `: ${covering} sets them, and a proxy in front of it strips them` : ''
      }.`,
      evidence: lost.map(({ index, exchange }) => ({
        text: `${exchange.response?.status} without Access-Control-Allow-Origin`,
        exchange: index,
      })),
    };
  },
};

/** The server behind the URL's host whose errors have them. */
const coveringServer = ({ layers, exchanges, request }: Seen): string | undefined =>
  layers.slice(1).find(({ at }) => allowsOrigin(exchanges[at['missing-path'] ?? -1]?.response, request.origin))?.name;
