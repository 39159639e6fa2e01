import type { CauseRule } from '../cause.js';

export const opaqueResponse: CauseRule = {
  id: 'opaque-response',
  title: 'mode: ‘no-cors’ hides the response from the page',
  fixedIn: 'page',
  stage: 'not-blocked',
  before: ['not-cors'],
  fixSentence: 'Remove mode: ‘no-cors’: with it, no page can read the response.',
  prevention: "Don’t use `mode: 'no-cors'` to silence an error: it hides the response from the page for good.",
  match({ problem, judged }) {
    if (problem.code !== 'OpaqueResponse') return undefined;
    return {
      explanation:
        'With mode: ‘no-cors’ the request is sent, but the page gets an empty response with status 0 whatever the server sends. Remove the mode, and have the server allow the origin.',
      certainty: 'certain',
      evidence: [{ text: 'hidden from the page', ...(judged && { exchange: judged.index }) }],
    };
  },
};
