import { ALLOW_ORIGIN, isOriginTrouble, judgedLines } from '../facts/facts.js';
import { allowOrigin } from '../repair.js';
import type { CauseRule } from './cause.js';

export const multipleOriginsInHeader: CauseRule = {
  id: 'multiple-origins-in-header',
  title: 'Access-Control-Allow-Origin lists several origins',
  mendedIn: 'server',
  match(facts) {
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    const value = header?.[1].trim() ?? '';
    const at = value.search(/[ ,]/);
    if (!facts.judged || !header || more.length > 0 || at < 0 || !isOriginTrouble(facts)) return undefined;
    // A text that merely has a space in it is no list of origins.
    if (!value.split(/[ ,]+/).some((part) => part.includes('://') || part === '*' || part === 'null')) return undefined;
    return {
      explanation:
        'Access-Control-Allow-Origin holds a list, and a browser takes exactly one origin. The server must look at the Origin of each request and answer with that one, where it is allowed.',
      certainty: 'certain',
      evidence: [{ text: 'a second value begins', exchange: facts.judged.index, header, at }],
    };
  },
  repair: allowOrigin,
};
