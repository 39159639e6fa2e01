import type { CauseRule } from '../cause.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';

export const functionFailed: CauseRule = {
  id: 'function-failed',
  title: 'The platform could not run the app: it did not start, or it crashed',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['rate-limited'],
  fixSentence: 'The app did not start or crashed: its logs on the platform show why.',
  prevention: 'Start the app locally as the platform does, and handle OPTIONS before anything that may fail.',
  match(facts) {
    const responder = respondedBy(facts, 'function');
    if (!responder || !facts.judged) return undefined;
    const status = facts.judged.exchange.response?.status;
    return {
      explanation: `${status} comes from the platform (${responder.name}), because the app did not start or crashed; no code of yours set a header, so the browser reports a CORS error. ${responder.wayOut}`,
      certainty: 'certain',
      evidence: [attributionEvidence(responder)],
    };
  },
};
