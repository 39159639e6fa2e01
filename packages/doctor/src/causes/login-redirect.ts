import type { CauseRule } from '../cause.js';
import { isAnyRefused, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';

export const loginRedirect: CauseRule = {
  id: 'login-redirect',
  title: 'The server redirects to a sign-in page: the session or token is missing',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['csrf-filter'],
  fixSentence:
    'The session or token is missing: send it, and let the API respond with 401 and the CORS headers instead of a redirect.',
  prevention:
    'Let the API respond with 401 and the CORS headers, and let the page navigate to the sign-in page itself.',
  fromConsole: (message) =>
    message.code === 'PreflightDisallowedRedirect' ||
    ((isAnyRefused(message) || isResponseSilent(message)) && statusKind(message) === 'redirect')
      ? 'rare'
      : undefined,
  match(facts) {
    const responder = respondedBy(facts, 'sign-in');
    if (!responder || !facts.judged) return undefined;
    const isPreflight = facts.problem.stage === 'preflight';
    const who = responder.name === 'the server' ? 'The server' : `${responder.name}`;
    return {
      explanation: `${who} redirects ${
        isPreflight ? 'the preflight, which never carries a session or token,' : 'the request'
      } to a sign-in page${isPreflight ? '' : ', because the session or token is missing or not valid'}. Signing in is a navigation, never a fetch(). ${
        isPreflight ? 'Respond to OPTIONS before the login, and let' : 'Let'
      } the API respond with 401 and the CORS headers instead, so that the page can navigate to the sign-in page. ${responder.wayOut}`,
      certainty: 'certain',
      evidence: [attributionEvidence(responder)],
    };
  },
};
