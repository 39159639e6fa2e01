import type { CauseRule } from '../cause.js';
import { isAnyOriginProblem, isRepeated, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines } from '../facts/facts.js';
import { listsOrigins } from '../facts/named-origin.js';
import { allowOrigin } from '../fixed-response.js';

export const multipleOriginsInHeader: CauseRule = {
  id: 'multiple-origins-in-header',
  title: 'Access-Control-Allow-Origin lists several origins',
  fixedIn: 'server',
  stage: 'header',
  before: ['invalid-allow-origin'],
  fixSentence: 'Keep the list on the server, compare the request’s Origin with it, and send that one origin.',
  prevention: 'The header holds one origin: compare the request’s Origin with a list, and send back the match.',
  fromConsole: (message) => {
    if (namedIn(message) === 'several' && !isRepeated(message)) return 'likely';
    return message.code === 'MultipleAllowOriginValues' || isAnyOriginProblem(message) ? 'possible' : undefined;
  },
  match(facts) {
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    const value = header?.[1].trim() ?? '';
    const at = value.search(/[ ,]/);
    if (!facts.judged || !header || more.length > 0 || at < 0 || !isOriginProblem(facts)) return undefined;
    if (!listsOrigins(value)) return undefined;
    return {
      explanation:
        'Access-Control-Allow-Origin contains a list, and browsers accept exactly one origin. The server must check the Origin of each request and send back that one if it is allowed.',
      certainty: 'certain',
      evidence: [{ text: 'a second value begins', exchange: facts.judged.index, header, at }],
    };
  },
  fixed: allowOrigin,
};
