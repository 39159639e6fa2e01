import { answerName, judgedAnswer, lines, mentionsCors } from '../facts.js';
import { allowOrigin } from '../permission.js';
import type { CauseRule } from './cause.js';

export const noAllowOrigin: CauseRule = {
  id: 'no-allow-origin',
  title: 'The server does not allow any origin',
  match(facts) {
    const answer = judgedAnswer(facts);
    if (!answer || !['MissingAllowOriginHeader', 'OriginNotAllowed'].includes(facts.block.code)) return undefined;
    if (lines(answer, 'access-control-allow-origin').length > 0) return undefined;
    return {
      explanation: mentionsCors(answer)
        ? `The server sends CORS headers, but not the one that counts: ${answerName(facts)} has no Access-Control-Allow-Origin.`
        : `The server says nothing about CORS: ${answerName(facts)} has no Access-Control-Allow-Origin. A browser then keeps the response from the page; curl and Postman do not ask.`,
      certainty: 'certain',
      evidence: [
        {
          text: `${answer.status} without Access-Control-Allow-Origin`,
          ...(facts.judged && { exchange: facts.judged.index }),
        },
      ],
    };
  },
  repair: (response, _kind, { request }) => allowOrigin(response, request),
};
