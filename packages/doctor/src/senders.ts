import { BROWSERS, type ProbedExchange } from '@corsmith/protocol';
import type { SeenOutcome } from './examine/unsent.js';
import { wireKey } from './facts/wire.js';

/** The exchanges, each with the browsers that send its request, if only some do. */
export const withBrowsers = (
  exchanges: readonly ProbedExchange[],
  outcomes: readonly SeenOutcome[],
): readonly ProbedExchange[] => {
  const sent = BROWSERS.map((browser) => {
    const own = outcomes.filter(({ engine }) => engine === browser);
    return {
      browser,
      keys: new Set(own.flatMap(({ exchanges: theirs }) => theirs.map(({ request }) => wireKey(request)))),
    };
  });
  return exchanges.map((exchange) => {
    if (exchange.why !== undefined || exchange.layer !== 'front') return exchange;
    const key = wireKey(exchange.request);
    const browsers = sent.filter(({ keys }) => keys.has(key)).map(({ browser }) => browser);
    return browsers.length === BROWSERS.length ? exchange : { ...exchange, browsers };
  });
};
