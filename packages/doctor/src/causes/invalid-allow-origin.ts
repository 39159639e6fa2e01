import type { CauseRule } from '../cause.js';
import { isAnyOriginFault, namedIn } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, isOriginProblem, judgedLines, judgedOrigin } from '../facts/facts.js';
import { namedBy } from '../facts/named-origin.js';
import { allowOrigin } from '../fixed-response.js';

/** Values that name no origin at all: `yes`, `*.example.com`, `undefined`, `"https://a"`, nothing. */
export const invalidAllowOrigin: CauseRule = {
  id: 'invalid-allow-origin',
  title: 'Access-Control-Allow-Origin is not an origin',
  fixedIn: 'server',
  stage: 'header',
  remedy: 'Write an origin such as https://app.example.com, or *, and nothing else.',
  prevention:
    'Give the middleware a list of whole origins. A missing setting should stop the server, not become a header.',
  fromConsole: (message) => {
    if (namedIn(message) === 'none') return 'likely';
    return message.code === 'InvalidAllowOriginValue' || isAnyOriginFault(message) ? 'possible' : undefined;
  },
  match(facts) {
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    if (!facts.judged || !header || more.length > 0 || !isOriginProblem(facts)) return undefined;
    const value = header[1].trim();
    if (namedBy(value, judgedOrigin(facts)) === 'one') return undefined;
    return {
      explanation: `Access-Control-Allow-Origin is “${value}”. It takes one whole origin, such as ${facts.request.origin}, or a single *: no patterns, no true, no list.`,
      certainty: 'certain',
      evidence: [{ text: value === '' ? 'empty' : 'not an origin', exchange: facts.judged.index, header, at: 0 }],
    };
  },
  fixed: allowOrigin,
};
