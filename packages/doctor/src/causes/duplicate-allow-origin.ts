import { judgedAnswer, lines } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

export const duplicateAllowOrigin: CauseRule = {
  id: 'duplicate-allow-origin',
  title: 'Access-Control-Allow-Origin is there more than once',
  match(facts) {
    const found = lines(judgedAnswer(facts), 'access-control-allow-origin');
    if (found.length < 2 || !facts.judged) return undefined;
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
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};
