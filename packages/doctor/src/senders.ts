import { BROWSERS, type ProbedExchange } from '@corsmith/protocol';
import type { SeenOutcome } from './examine/unsent.js';
import { wireKey } from './facts/wire.js';

/** The exchanges, each with the browsers that send its request, if only some do. */
export const withBrowsers = (
  exchanges: readonly ProbedExchange[],
  outcomes: readonly SeenOutcome[],
): readonly ProbedExchange[] =>
  exchanges.map((exchange) => {
    if (exchange.why !== undefined || exchange.layer !== 'front') return exchange;
    const key = wireKey(exchange.request);
    const browsers = BROWSERS.filter((browser) =>
      outcomes.some(
        ({ engine, exchanges: sent }) => engine === browser && sent.some(({ request }) => wireKey(request) === key),
      ),
    );
    return browsers.length === BROWSERS.length ? exchange : { ...exchange, browsers };
  });
