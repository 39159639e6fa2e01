import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, judgedLines } from '../facts/facts.js';
import { allowOrigin } from '../fixed-response.js';

export const wildcardWithCredentials: CauseRule = {
  id: 'wildcard-with-credentials',
  title: 'The server allows everyone (*), and the page sends credentials',
  fixedIn: 'server',
  stage: 'header',
  before: ['origin-mismatch'],
  remedy: 'Send the page’s origin in place of *, or send the request without credentials.',
  prevention: 'List the origins from the first day where people log in.',
  fromConsole: onCodes('WildcardOriginNotAllowed'),
  match(facts) {
    if (facts.problem.code !== 'WildcardOriginNotAllowed' || !facts.judged) return undefined;
    const header = judgedLines(facts, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'The page asks with credentials, and then * does not count: the server must name the origin of the page itself, and say Access-Control-Allow-Credentials: true.',
      certainty: 'certain',
      evidence: [
        { text: 'the wildcard', exchange: facts.judged.index, ...(header && { header, at: header[1].indexOf('*') }) },
      ],
    };
  },
  fixed: allowOrigin,
};
