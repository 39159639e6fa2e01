import { retryAfter } from '@corsmith/evidence/attribution';
import type { CauseRule } from '../cause.js';
import { isAnyRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';
import { type Facts, isOriginMissing, isPreflightProblem, judgedLines, judgedResponse } from '../facts/facts.js';
import { allowOrigin, allowPreflight } from '../fixed-response.js';

const isLimited = (facts: Facts): boolean =>
  (isPreflightProblem(facts) || isOriginMissing(facts)) &&
  (judgedResponse(facts)?.status === 429 || respondedBy(facts, 'rate-limit') !== undefined);

export const rateLimited: CauseRule = {
  id: 'rate-limited',
  title: 'Too many requests: a rate limit denies this one',
  fixedIn: 'elsewhere',
  stage: 'responder',
  fixSentence: 'Wait and send fewer requests; let the rate limiter run after CORS, so that the page can read the 429.',
  prevention:
    'Run the rate limiter after CORS, without counting OPTIONS, and expose Retry-After, so that the page can wait.',
  fromConsole: (message) =>
    (isAnyRefused(message) || isResponseSilent(message)) && message.status === 429 ? 'likely' : undefined,
  match(facts) {
    const { judged } = facts;
    if (!judged || !isLimited(facts)) return undefined;
    const status = judgedResponse(facts)?.status;
    const responder = respondedBy(facts, 'rate-limit');
    const header = judgedLines(facts, 'retry-after')[0];
    const wait = header && retryAfter(header[1]);
    return {
      explanation: `${status}: too many requests${responder ? `, says ${responder.name}` : ''}. ${
        wait ? `Retry after ${wait}. ` : ''
      }${responder?.wayOut ?? 'Send fewer requests, or raise the limit.'} The rate limiter responds before CORS, so the page can’t read the 429: run it after CORS, and don’t count OPTIONS.`,
      certainty: 'certain',
      evidence: [
        responder
          ? attributionEvidence(responder)
          : {
              text: `${status} without Access-Control-Allow-Origin`,
              exchange: judged.index,
              ...(header && { header, at: 0 }),
            },
      ],
    };
  },
  fixed: (response, facts) =>
    facts.problem.stage === 'preflight' ? allowPreflight(response, facts) : allowOrigin(response, facts),
};
