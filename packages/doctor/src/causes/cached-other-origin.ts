import type { CauseRule } from '../cause.js';
import { isOtherHost } from '../explanation/console-evidence.js';
import { cachingProxy, freshProbes, freshResponse } from '../extra-probes/cached-response.js';
import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, judgedLines, judgedResponse } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

export const cachedOtherOrigin: CauseRule = {
  id: 'cached-other-origin',
  title: 'A cache gives the page a copy that was made for another origin',
  fixedIn: 'server',
  stage: 'between',
  before: ['added-twice-by-proxy'],
  remedy: 'Send Vary: Origin with every response, and purge the cache.',
  prevention: 'Send `Vary: Origin` wherever the answer names an origin; or put the origin into the key of the cache.',
  fromConsole: (message) => (isOtherHost(message) ? 'rare' : undefined),
  probes: (facts) => (judgedLines(facts, ALLOW_ORIGIN).length === 1 ? freshProbes(facts) : []),
  match(facts) {
    const { judged } = facts;
    const header = judgedLines(facts, ALLOW_ORIGIN)[0];
    const located = header && freshResponse(facts);
    if (!judged || !located) return undefined;
    const between = cachingProxy(facts);
    const mark = cacheMark(judgedResponse(facts));
    return {
      explanation: `Past the cache the server allows the page; out of the cache comes what it answered to ${header[1]}. ${
        between
          ? `The server says Vary: Origin, and ${between.place} does not heed it: have it take the Origin into its key`
          : 'Say Vary: Origin on every response'
      }, and purge the cache.`,
      certainty: mark ? 'certain' : 'likely',
      ...(between && { proxy: between }),
      evidence: [
        { text: 'another page’s', exchange: judged.index, header, at: 0 },
        ...(mark ? [{ text: 'kept', exchange: judged.index, header: mark, at: 0 }] : []),
        { text: 'allowed past the cache', exchange: located.index },
      ],
    };
  },
  fixed: allowOrigin,
};
