import type { CauseRule } from '../cause.js';

export const sameOrigin: CauseRule = {
  id: 'same-origin',
  title: 'CORS is not involved: page and URL have the same origin',
  fixedIn: 'elsewhere',
  stage: 'not-blocked',
  before: ['opaque-response'],
  remedy: 'Look at the address bar: which scheme, host and port does the page have?',
  prevention: 'Nothing to prevent: look at the status and the body of the answer.',
  match({ problem, request }) {
    if (problem.code !== 'SameOrigin') return undefined;
    return {
      explanation: `Both are ${request.origin}, so the browser asks for no permission and the page may read every response. If it does speak of CORS, look at the address bar: the page stands at another scheme, host or port than was said here.`,
      certainty: 'certain',
      evidence: [{ text: `${new URL(request.url).origin} is ${request.origin}` }],
    };
  },
};
