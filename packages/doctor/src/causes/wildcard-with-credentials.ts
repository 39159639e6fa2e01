import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, judgedLines } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

export const wildcardWithCredentials: CauseRule = {
  id: 'wildcard-with-credentials',
  title: 'Access-Control-Allow-Origin is *, and the page sends credentials',
  fixedIn: 'server',
  stage: 'header',
  before: ['origin-mismatch'],
  fixSentence: 'Send the page’s origin instead of *, or send the request without credentials.',
  prevention: 'If users sign in, list the origins from the first day.',
  fromConsole: onCodes('WildcardOriginNotAllowed'),
  match(facts) {
    if (facts.problem.code !== 'WildcardOriginNotAllowed' || !facts.judged) return undefined;
    const header = judgedLines(facts, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'The page sends credentials, and then * is not valid: the server must send the page’s own origin and Access-Control-Allow-Credentials: true.',
      certainty: 'certain',
      evidence: [
        { text: 'the wildcard', exchange: facts.judged.index, ...(header && { header, at: header[1].indexOf('*') }) },
      ],
    };
  },
  fixed: allowOrigin,
};
