import type { ProbedResponse } from '@corsmith/protocol';
import type { CauseRule } from '../cause.js';
import { isPreflightRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';
import type { Facts } from '../facts/facts.js';
import { allowOrigin, allowPreflight } from '../fixed-response.js';

export const challenge: CauseRule = {
  id: 'challenge',
  title: 'A wall for people responds (bot check, warning page or login), not the app',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['host-not-allowed'],
  fixSentence: 'Exclude the API’s paths, and OPTIONS above all, from the firewall’s challenge.',
  prevention: 'Exempt the API’s paths, and OPTIONS above all, from challenges: no script in a page can solve one.',
  fromConsole: (message) =>
    (isPreflightRefused(message) || isResponseSilent(message)) && [403, 429, 503].includes(message.status ?? 0)
      ? 'rare'
      : undefined,
  match(facts) {
    const responder = respondedBy(facts, 'wall');
    if (!responder || !facts.judged) return undefined;
    const status = facts.judged.exchange.response?.status;
    return {
      explanation: `The response (${status}) comes from ${responder.name}. It is meant for people, and no fetch() can pass it${
        facts.problem.stage === 'preflight' ? ', let alone a preflight' : ''
      }. ${responder.wayOut}`,
      certainty: 'certain',
      evidence: [attributionEvidence(responder)],
    };
  },
  fixed: (response: ProbedResponse, facts: Facts) =>
    facts.problem.stage === 'preflight'
      ? allowPreflight(response, facts)
      : allowOrigin({ ...response, status: 200 }, facts),
};
