import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';
import { allowCredentials } from '../fixed-response.js';

export const credentialsNotAllowed: CauseRule = {
  id: 'credentials-not-allowed',
  title: 'The server does not allow credentials',
  fixedIn: 'server',
  stage: 'header',
  before: ['malformed-allow-list'],
  remedy:
    'Send Access-Control-Allow-Credentials: true, also in response to the preflight, or send the request without credentials.',
  prevention:
    'Turn credentials on where people log in, in the server and in the page at once. The value is `true`, in lower case.',
  fromConsole: onCodes('InvalidAllowCredentials'),
  match(facts) {
    if (facts.problem.code !== 'InvalidAllowCredentials' || !facts.judged) return undefined;
    const found = judgedLines(facts, 'access-control-allow-credentials');
    const header = found.at(-1);
    const values = found.map(([, value]) => value).join(', ');
    const words = found.length > 1 ? 'said more than once' : 'not the word true';
    return {
      explanation: header
        ? `The page asks with credentials, and Access-Control-Allow-Credentials is “${values}”. Only the four letters true, once and in lower case, count.`
        : 'The page asks with credentials (cookies, client certificates), and the server does not say Access-Control-Allow-Credentials: true.',
      certainty: 'certain',
      evidence: [
        {
          text: header ? words : 'no Access-Control-Allow-Credentials',
          exchange: facts.judged.index,
          ...(header && { header, at: 0 }),
        },
      ],
    };
  },
  fixed: allowCredentials,
};
