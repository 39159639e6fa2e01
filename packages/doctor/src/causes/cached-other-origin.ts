import type { CauseRule } from '../cause.js';
import { isOtherHost } from '../explanation/console-evidence.js';
import { cachingProxy, freshProbes, freshResponse } from '../extra-probes/cached-response.js';
import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, judgedLines, judgedResponse } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

export const cachedOtherOrigin: CauseRule = {
  id: 'cached-other-origin',
  title: 'A cache serves a response for another origin: Vary is missing',
  fixedIn: 'server',
  stage: 'proxy',
  before: ['added-twice-by-proxy'],
  fixSentence: 'Send Vary: Origin with every response, and purge the cache.',
  prevention: 'Send `Vary: Origin` whenever the response names an origin, or add Origin to the cache key.',
  fromConsole: (message) => (isOtherHost(message) ? 'rare' : undefined),
  probes: (facts) => (judgedLines(facts, ALLOW_ORIGIN).length === 1 ? freshProbes(facts) : []),
  match(facts) {
    const { judged } = facts;
    const header = judgedLines(facts, ALLOW_ORIGIN)[0];
    const located = header && freshResponse(facts);
    if (!judged || !located) return undefined;
    const proxy = cachingProxy(facts);
    const mark = cacheMark(judgedResponse(facts));
    return {
      explanation: `The server allows the page, but the cache serves the response for ${header[1]}. ${
        proxy
          ? `The server sends Vary: Origin, and ${proxy.place} ignores it: add Origin to its cache key`
          : 'Send Vary: Origin on every response'
      }, then purge the cache.`,
      certainty: mark ? 'certain' : 'likely',
      ...(proxy && { proxy }),
      evidence: [
        { text: 'another origin', exchange: judged.index, header, at: 0 },
        ...(mark ? [{ text: 'from a cache', exchange: judged.index, header: mark, at: 0 }] : []),
        { text: 'allowed past the cache', exchange: located.index },
      ],
    };
  },
  fixed: allowOrigin,
};
