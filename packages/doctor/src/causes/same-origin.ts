import type { CauseRule } from '../cause.js';

export const sameOrigin: CauseRule = {
  id: 'same-origin',
  title: 'Same origin: CORS is not involved',
  fixedIn: 'elsewhere',
  stage: 'not-blocked',
  before: ['opaque-response'],
  fixSentence: 'Check the scheme, host and port in the page’s address bar.',
  prevention: 'Nothing to prevent: check the status and the body of the response.',
  match({ problem, request }) {
    if (problem.code !== 'SameOrigin') return undefined;
    return {
      explanation: `Page and URL are both ${request.origin}, so the browser checks nothing and the page can read every response. If it does report CORS, check the address bar: the page’s scheme, host or port is not the one given here.`,
      certainty: 'certain',
      evidence: [{ text: `${new URL(request.url).origin} is ${request.origin}` }],
    };
  },
};
