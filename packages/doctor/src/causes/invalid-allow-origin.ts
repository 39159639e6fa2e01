import type { CauseRule } from '../cause.js';
import { isAnyOriginProblem, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines, judgedOrigin } from '../facts/facts.js';
import { namedBy } from '../facts/named-origin.js';
import { allowOrigin } from '../fixed-response.js';

/** Values that are not an origin at all: `yes`, `*.example.com`, `undefined`, `"https://a"`, empty. */
export const invalidAllowOrigin: CauseRule = {
  id: 'invalid-allow-origin',
  title: 'Access-Control-Allow-Origin is not a valid origin',
  fixedIn: 'server',
  stage: 'header',
  fixSentence: 'Write an origin such as https://app.example.com, or *, and nothing else.',
  prevention:
    'Give the middleware a list of complete origins. A missing setting should stop the server, not end up in a header.',
  fromConsole: (message) => {
    if (namedIn(message) === 'none') return 'likely';
    return message.code === 'InvalidAllowOriginValue' || isAnyOriginProblem(message) ? 'possible' : undefined;
  },
  match(facts) {
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    if (!facts.judged || !header || more.length > 0 || !isOriginProblem(facts)) return undefined;
    const value = header[1].trim();
    if (namedBy(value, judgedOrigin(facts)) === 'one') return undefined;
    return {
      explanation: `Access-Control-Allow-Origin is “${value}”. It must be one origin, such as ${facts.request.origin}, or a single *: no pattern, no true, no list.`,
      certainty: 'certain',
      evidence: [{ text: value === '' ? 'empty' : 'not an origin', exchange: facts.judged.index, header, at: 0 }],
    };
  },
  fixed: allowOrigin,
};
