import { cacheMark } from '../facts/cache-mark.js';
import { ALLOW_ORIGIN, judgedAnswer, judgedLines } from '../facts/facts.js';
import { variesByOrigin } from '../facts/vary.js';
import { allowOrigin } from '../repair.js';
import { freshAnswer, freshProbes } from '../telling/kept-answer.js';
import type { CauseRule } from './cause.js';

export const cachedOtherOrigin: CauseRule = {
  id: 'cached-other-origin',
  title: 'A cache gives the page a copy that was made for another origin',
  mendedIn: 'server',
  asks: (facts) => (judgedLines(facts, ALLOW_ORIGIN).length === 1 ? freshProbes(facts) : []),
  match(facts) {
    const { judged } = facts;
    const header = judgedLines(facts, ALLOW_ORIGIN)[0];
    const located = header && freshAnswer(facts);
    if (!judged || !located) return undefined;
    const mark = cacheMark(judgedAnswer(facts));
    return {
      explanation: `Past the cache the server allows the page; out of the cache comes what it answered to ${header[1]}. ${
        variesByOrigin(located.exchange.response)
          ? 'The server says Vary: Origin, so have the cache take the Origin into its key'
          : 'Say Vary: Origin on every answer'
      }, and purge the cache.`,
      certainty: mark ? 'certain' : 'likely',
      evidence: [
        { text: 'another page’s', exchange: judged.index, header, at: 0 },
        ...(mark ? [{ text: 'kept', exchange: judged.index, header: mark, at: 0 }] : []),
        { text: 'allowed past the cache', exchange: located.index },
      ],
    };
  },
  repair: allowOrigin,
};
