import { judgedAnswer, lines, mentionsCors } from '../facts.js';
import { allowPreflight } from '../permission.js';
import type { CauseRule } from './cause.js';

const REFUSING_STATUSES = [400, 404, 405, 500, 501];

export const preflightNotHandled: CauseRule = {
  id: 'preflight-not-handled',
  title: 'The server does not handle the preflight (OPTIONS)',
  match(facts) {
    const answer = judgedAnswer(facts);
    if (!answer || !facts.judged || facts.block.stage !== 'preflight') return undefined;
    const refused = REFUSING_STATUSES.includes(answer.status);
    const silent = answer.status >= 200 && answer.status <= 299 && !mentionsCors(answer);
    if (!refused && !silent) return undefined;
    const allow = lines(answer, 'allow')[0];
    const actual = facts.actual?.exchange.response;
    return {
      explanation: refused
        ? `Before this request the browser asks for permission with OPTIONS, and the server answers ${answer.status}. It must answer 2xx with the permission.`
        : 'Before this request the browser asks for permission with OPTIONS. The server answers, but without a word of CORS: no middleware handles the preflight.',
      certainty: actual && actual.status !== answer.status ? 'certain' : 'likely',
      evidence: [
        { text: `OPTIONS → ${answer.status}`, exchange: facts.judged.index, ...(allow && { header: allow, at: 0 }) },
        ...(facts.actual && actual
          ? [{ text: `${facts.actual.exchange.request.method} → ${actual.status}`, exchange: facts.actual.index }]
          : []),
      ],
    };
  },
  repair: (response, kind, { request }) => (kind === 'preflight' ? allowPreflight(response, request) : response),
};
