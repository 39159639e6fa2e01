import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { cachingProxy, freshProbes, freshResponse } from '../extra-probes/cached-response.js';
import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, isOriginMissing, judgedResponse } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const cachedWithoutVary: CauseRule = {
  id: 'cached-without-vary',
  title: 'A cache gives the page a copy that was made for a request without Origin',
  fixedIn: 'server',
  stage: 'between',
  before: ['cached-other-origin'],
  remedy: 'Send Vary: Origin with every response, and purge the cache.',
  prevention: 'Send `Vary: Origin` with every answer, also with those to requests without Origin.',
  fromConsole: (message) =>
    isResponseSilent(message) && ['other', 'unknown'].includes(statusKind(message)) ? 'rare' : undefined,
  probes: (facts) => (isOriginMissing(facts) ? freshProbes(facts) : []),
  match(facts) {
    const { judged } = facts;
    const located = isOriginMissing(facts) ? freshResponse(facts) : undefined;
    if (!judged || !located) return undefined;
    const between = cachingProxy(facts);
    const mark = cacheMark(judgedResponse(facts));
    const header = lines(located.exchange.response, ALLOW_ORIGIN)[0];
    return {
      explanation: `Past the cache the server allows the page; out of the cache comes an response without Access-Control-Allow-Origin, kept for everybody. ${
        between
          ? `The server says Vary: Origin, and ${between.place} does not heed it: have it take the Origin into its key`
          : 'Say Vary: Origin on every response, also on those without Access-Control-Allow-Origin'
      }, and purge the cache.`,
      certainty: mark ? 'certain' : 'likely',
      ...(between && { proxy: between }),
      evidence: [
        { text: 'kept', exchange: judged.index, ...(mark && { header: mark, at: 0 }) },
        { text: 'there past the cache', exchange: located.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed: allowOrigin,
};
