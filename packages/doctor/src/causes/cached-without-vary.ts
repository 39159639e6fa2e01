import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { cachingProxy, freshProbes, freshResponse } from '../extra-probes/cached-response.js';
import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, isOriginMissing, judgedResponse } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const cachedWithoutVary: CauseRule = {
  id: 'cached-without-vary',
  title: 'A cache serves a response without the CORS headers: Vary is missing',
  fixedIn: 'server',
  stage: 'proxy',
  before: ['cached-other-origin'],
  fixSentence: 'Send Vary: Origin with every response, and purge the cache.',
  prevention: 'Send `Vary: Origin` with every response, including those to requests without Origin.',
  fromConsole: (message) =>
    isResponseSilent(message) && ['other', 'unknown'].includes(statusKind(message)) ? 'rare' : undefined,
  probes: (facts) => (isOriginMissing(facts) ? freshProbes(facts) : []),
  match(facts) {
    const { judged } = facts;
    const located = isOriginMissing(facts) ? freshResponse(facts) : undefined;
    if (!judged || !located) return undefined;
    const proxy = cachingProxy(facts);
    const mark = cacheMark(judgedResponse(facts));
    const header = lines(located.exchange.response, ALLOW_ORIGIN)[0];
    return {
      explanation: `The server allows the page, but the cache serves everyone a response without Access-Control-Allow-Origin. ${
        proxy
          ? `The server sends Vary: Origin, and ${proxy.place} ignores it: add Origin to its cache key`
          : 'Send Vary: Origin on every response, including those without Access-Control-Allow-Origin'
      }, then purge the cache.`,
      certainty: mark ? 'certain' : 'likely',
      ...(proxy && { proxy }),
      evidence: [
        { text: 'from a cache', exchange: judged.index, ...(mark && { header: mark, at: 0 }) },
        { text: 'allowed past the cache', exchange: located.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed: allowOrigin,
};
