import { judgedAnswer, lines } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

export const wildcardWithCredentials: CauseRule = {
  id: 'wildcard-with-credentials',
  title: 'The server allows everyone (*), and the page sends credentials',
  match(facts) {
    if (facts.block.code !== 'WildcardOriginNotAllowed' || !facts.judged) return undefined;
    const header = lines(judgedAnswer(facts), 'access-control-allow-origin')[0];
    return {
      explanation:
        'The page asks with credentials, and then * does not count: the server must name the origin of the page itself, and say Access-Control-Allow-Credentials: true.',
      certainty: 'certain',
      evidence: [
        { text: 'the wildcard', exchange: facts.judged.index, ...(header && { header, at: header[1].indexOf('*') }) },
      ],
    };
  },
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};
