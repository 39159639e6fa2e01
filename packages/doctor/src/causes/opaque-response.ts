import type { CauseRule } from '../cause.js';

export const opaqueResponse: CauseRule = {
  id: 'opaque-response',
  title: 'The page itself gives up the response: mode no-cors',
  fixedIn: 'page',
  stage: 'not-blocked',
  before: ['not-cors'],
  remedy: 'Leave out mode: ‘no-cors’: with it, no page ever reads the response.',
  prevention: "Never use `mode: 'no-cors'` to be rid of an error: it hides the answer from the page for good.",
  match({ problem, judged }) {
    if (problem.code !== 'OpaqueResponse') return undefined;
    return {
      explanation:
        'With mode: ‘no-cors’ the request goes out, and the page gets an empty response of status 0 whatever the server sends. Leave the mode out, and let the server allow the origin.',
      certainty: 'certain',
      evidence: [{ text: 'hidden from the page', ...(judged && { exchange: judged.index }) }],
    };
  },
};
