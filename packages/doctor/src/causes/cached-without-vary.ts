import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, isOriginMissing, judgedAnswer } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { allowOrigin } from '../repair.js';
import { freshAnswer, freshProbes, keptBetween } from '../telling/kept-answer.js';
import type { CauseRule } from './cause.js';

export const cachedWithoutVary: CauseRule = {
  id: 'cached-without-vary',
  title: 'A cache gives the page a copy that was made for a request without Origin',
  fixedIn: 'server',
  remedy: 'Send Vary: Origin with every response, and purge the cache.',
  fromConsole: (message) =>
    isResponseSilent(message) && ['other', 'unknown'].includes(statusKind(message)) ? 'rare' : undefined,
  asks: (facts) => (isOriginMissing(facts) ? freshProbes(facts) : []),
  match(facts) {
    const { judged } = facts;
    const located = isOriginMissing(facts) ? freshAnswer(facts) : undefined;
    if (!judged || !located) return undefined;
    const between = keptBetween(facts);
    const mark = cacheMark(judgedAnswer(facts));
    const header = lines(located.exchange.response, ALLOW_ORIGIN)[0];
    return {
      explanation: `Past the cache the server allows the page; out of the cache comes an answer without Access-Control-Allow-Origin, kept for everybody. ${
        between
          ? `The server says Vary: Origin, and ${between.place} does not heed it: have it take the Origin into its key`
          : 'Say Vary: Origin on every answer, also on those without Access-Control-Allow-Origin'
      }, and purge the cache.`,
      certainty: mark ? 'certain' : 'likely',
      ...(between && { proxy: between }),
      evidence: [
        { text: 'kept', exchange: judged.index, ...(mark && { header: mark, at: 0 }) },
        { text: 'there past the cache', exchange: located.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  repair: allowOrigin,
};
