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
  fixSentence:
    'Send Access-Control-Allow-Credentials: true, also in response to the preflight, or send the request without credentials.',
  prevention:
    'If users sign in, enable credentials in the server and in the page at the same time. The value is `true`, in lowercase.',
  fromConsole: onCodes('InvalidAllowCredentials'),
  match(facts) {
    if (facts.problem.code !== 'InvalidAllowCredentials' || !facts.judged) return undefined;
    const found = judgedLines(facts, 'access-control-allow-credentials');
    const header = found.at(-1);
    const values = found.map(([, value]) => value).join(', ');
    const words = found.length > 1 ? 'sent more than once' : 'not true';
    return {
      explanation: header
        ? `The page sends credentials, and Access-Control-Allow-Credentials is “${values}”. It must be true, once and in lowercase.`
        : 'The page sends credentials (cookies, client certificates), and the server does not send Access-Control-Allow-Credentials: true.',
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
