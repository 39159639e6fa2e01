import type { CauseRule } from '../cause.js';
import { isAnyOriginProblem, isRepeated, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

export const duplicateAllowOrigin: CauseRule = {
  id: 'duplicate-allow-origin',
  title: 'Access-Control-Allow-Origin is sent more than once',
  fixedIn: 'server',
  stage: 'header',
  fixSentence: 'Set Access-Control-Allow-Origin in one place, the app or the proxy in front of it, and not in both.',
  prevention: 'Set CORS headers in one place. Set them, never append.',
  fromConsole: (message) => {
    if (isRepeated(message)) return 'likely';
    if (message.code === 'MultipleAllowOriginValues' && message.parameter === undefined) return 'likely';
    return namedIn(message) === 'several' || isAnyOriginProblem(message) ? 'possible' : undefined;
  },
  match(facts) {
    const found = judgedLines(facts, ALLOW_ORIGIN);
    if (found.length < 2 || !facts.judged || !isOriginProblem(facts)) return undefined;
    const { index } = facts.judged;
    const values = new Set(found.map(([, value]) => value));
    return {
      explanation: `The response has ${found.length} Access-Control-Allow-Origin headers, ${
        values.size === 1 ? 'all the same' : 'with different values'
      }. Browsers accept exactly one. Two places add it, such as the app and the proxy in front of it: set it in one.`,
      certainty: 'certain',
      evidence: found.slice(1).map((header) => ({ text: 'duplicate', exchange: index, header, at: 0 })),
    };
  },
  fixed: allowOrigin,
};
