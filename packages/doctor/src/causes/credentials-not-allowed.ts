import { judgedAnswer, lines } from '../facts.js';
import { allowCredentials } from '../permission.js';
import type { CauseRule } from './cause.js';

export const credentialsNotAllowed: CauseRule = {
  id: 'credentials-not-allowed',
  title: 'The server does not allow credentials',
  match(facts) {
    if (facts.block.code !== 'InvalidAllowCredentials' || !facts.judged) return undefined;
    const found = lines(judgedAnswer(facts), 'access-control-allow-credentials');
    const header = found.at(-1);
    const values = found.map(([, value]) => value).join(', ');
    return {
      explanation: header
        ? `The page asks with credentials, and Access-Control-Allow-Credentials is “${values}”. Only the four letters true, once and in lower case, count.`
        : 'The page asks with credentials (cookies, client certificates), and the server does not say Access-Control-Allow-Credentials: true.',
      certainty: 'certain',
      evidence: [
        {
          text: header
            ? found.length > 1
              ? 'said more than once'
              : 'not the word true'
            : 'no Access-Control-Allow-Credentials',
          exchange: facts.judged.index,
          ...(header && { header, at: 0 }),
        },
      ],
    };
  },
  repair: allowCredentials,
};
