import { judgedAnswer, lines } from '../facts.js';
import { allowPreflight } from '../permission.js';
import type { CauseRule } from './cause.js';

export const preflightNeedsAuth: CauseRule = {
  id: 'preflight-needs-auth',
  title: 'The server wants a login for the preflight',
  match(facts) {
    const answer = judgedAnswer(facts);
    if (!answer || !facts.judged || facts.block.stage !== 'preflight') return undefined;
    if (answer.status !== 401 && answer.status !== 403) return undefined;
    const challenge = lines(answer, 'www-authenticate')[0];
    return {
      explanation: `The server answers the preflight with ${answer.status}. A browser sends no cookies and no Authorization with a preflight, so it can never pass a login: handle CORS before authentication.`,
      certainty: answer.status === 401 || challenge ? 'certain' : 'likely',
      evidence: [
        {
          text: `OPTIONS → ${answer.status}`,
          exchange: facts.judged.index,
          ...(challenge && { header: challenge, at: 0 }),
        },
      ],
    };
  },
  repair: (response, kind, { request }) => (kind === 'preflight' ? allowPreflight(response, request) : response),
};
