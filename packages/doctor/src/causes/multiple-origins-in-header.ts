import type { CauseRule } from '../cause.js';
import { isAnyOriginFault, isRepeated, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines } from '../facts/facts.js';
import { listsOrigins } from '../facts/named-origin.js';
import { allowOrigin } from '../fixed-response.js';

export const multipleOriginsInHeader: CauseRule = {
  id: 'multiple-origins-in-header',
  title: 'Access-Control-Allow-Origin lists several origins',
  fixedIn: 'server',
  stage: 'header',
  before: ['invalid-allow-origin'],
  remedy: 'Keep the list on the server, compare the request’s Origin with it, and send that one origin.',
  prevention:
    'The header has room for one origin: compare the request against a list, and send back the one that matched.',
  fromConsole: (message) => {
    if (namedIn(message) === 'several' && !isRepeated(message)) return 'likely';
    return message.code === 'MultipleAllowOriginValues' || isAnyOriginFault(message) ? 'possible' : undefined;
  },
  match(facts) {
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    const value = header?.[1].trim() ?? '';
    const at = value.search(/[ ,]/);
    if (!facts.judged || !header || more.length > 0 || at < 0 || !isOriginProblem(facts)) return undefined;
    if (!listsOrigins(value)) return undefined;
    return {
      explanation:
        'Access-Control-Allow-Origin holds a list, and a browser takes exactly one origin. The server must look at the Origin of each request and response with that one, where it is allowed.',
      certainty: 'certain',
      evidence: [{ text: 'a second value begins', exchange: facts.judged.index, header, at }],
    };
  },
  fixed: allowOrigin,
};
