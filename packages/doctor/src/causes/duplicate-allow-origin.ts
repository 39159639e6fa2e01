import type { CauseRule } from '../cause.js';
import { isAnyOriginFault, isRepeated, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

export const duplicateAllowOrigin: CauseRule = {
  id: 'duplicate-allow-origin',
  title: 'Access-Control-Allow-Origin is there more than once',
  fixedIn: 'server',
  stage: 'header',
  remedy: 'Set Access-Control-Allow-Origin in one place, the app or the proxy in front of it, and not in both.',
  prevention: 'Decide for one place that speaks of CORS. Set headers, never append to them.',
  fromConsole: (message) => {
    if (isRepeated(message)) return 'likely';
    if (message.code === 'MultipleAllowOriginValues' && message.parameter === undefined) return 'likely';
    return namedIn(message) === 'several' || isAnyOriginFault(message) ? 'possible' : undefined;
  },
  match(facts) {
    const found = judgedLines(facts, ALLOW_ORIGIN);
    if (found.length < 2 || !facts.judged || !isOriginProblem(facts)) return undefined;
    const { index } = facts.judged;
    const values = new Set(found.map(([, value]) => value));
    return {
      explanation: `${found.length} Access-Control-Allow-Origin lines reach the browser, ${
        values.size === 1 ? 'all the same' : 'with different values'
      }; it takes exactly one. Two places add it, such as the app and the proxy before it: leave it to one.`,
      certainty: 'certain',
      evidence: found.slice(1).map((header) => ({ text: 'one too many', exchange: index, header, at: 0 })),
    };
  },
  fixed: allowOrigin,
};
