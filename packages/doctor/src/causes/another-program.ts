import type { CauseRule } from '../cause.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';

export const anotherProgram: CauseRule = {
  id: 'another-program',
  title: 'Another program responds, not your server',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['challenge'],
  fixSentence: 'Find out which program listens on the port (`lsof -i :5000`), and check the host name and the port.',
  prevention:
    'Give each server a port that nothing else uses (not 5000 or 7000 on macOS), and let it fail when the port is taken.',
  match(facts) {
    const responder = respondedBy(facts, 'another-program');
    if (!responder || !facts.judged) return undefined;
    const status = facts.judged.exchange.response?.status;
    return {
      explanation: `The response (${status}) comes from ${responder.name}, not from your server, so no CORS setting of yours applies. ${responder.wayOut}`,
      certainty: 'certain',
      evidence: [attributionEvidence(responder)],
    };
  },
};
