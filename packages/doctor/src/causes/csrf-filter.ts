import type { CauseRule } from '../cause.js';
import { isAnyRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { type ExtraProbe, fromSameSite } from '../extra-probes/extra-probe.js';
import { attributionEvidence, respondedBy, responderOf } from '../facts/attribution.js';
import { type Facts, isOriginMissing, isPreflightProblem, judgedResponse } from '../facts/facts.js';
import { find } from '../facts/wire.js';

const STATUSES = [400, 401, 403, 419, 422];

/** A GET or HEAD that is denied, whoever says so. */
const isCandidate = (facts: Facts): boolean =>
  facts.judged?.exchange.request.kind === 'actual' &&
  facts.judged.exchange.request.method !== 'OPTIONS' &&
  isOriginMissing(facts) &&
  judgedResponse(facts)?.status === 403 &&
  !responderOf(facts);

const sameSite = (facts: Facts): ExtraProbe | undefined =>
  facts.judged && isCandidate(facts) ? fromSameSite(facts.judged.exchange.request, facts.key) : undefined;

export const csrfFilter: CauseRule = {
  id: 'csrf-filter',
  title: 'A CSRF protection denies requests of other origins',
  fixedIn: 'elsewhere',
  stage: 'responder',
  before: ['function-failed'],
  fixSentence: 'Add the page’s origin to the trusted origins of the server’s CSRF protection.',
  prevention: 'List the origins that CORS allows as trusted origins of the CSRF protection too, from one setting.',
  fromConsole: (message) =>
    (isAnyRefused(message) || isResponseSilent(message)) && [403, 419].includes(message.status ?? 0)
      ? 'rare'
      : undefined,
  probes: (facts) => [sameSite(facts) ?? []].flat(),
  match(facts) {
    const { judged, request } = facts;
    const status = judgedResponse(facts)?.status ?? 0;
    if (!judged || !STATUSES.includes(status) || !(isPreflightProblem(facts) || isOriginMissing(facts)))
      return undefined;
    const responder = respondedBy(facts, 'csrf-filter');
    if (responder)
      return {
        explanation:
          `${responder.name} denies the request (${status}) because it comes from another origin, ${request.origin}. CORS does not override it. ${responder.wayOut}`.replace(
            /^./,
            (first) => first.toUpperCase(),
          ),
        certainty: 'certain',
        evidence: [attributionEvidence(responder)],
      };
    const probe = sameSite(facts);
    const passed = probe && find(facts.exchanges, probe.request);
    const other = passed?.exchange.response?.status ?? 0;
    if (!passed || other < 200 || other >= 400) return undefined;
    return {
      explanation: `The server denies the request (${status}) because it comes from another site: the same request with Sec-Fetch-Site: same-origin gets ${other}. A CSRF or resource isolation protection does that (Go’s CrossOriginProtection, Fetch Metadata middleware). Add ${request.origin} to its trusted origins.`,
      certainty: 'certain',
      evidence: [
        { text: `${status} with Sec-Fetch-Site: cross-site`, exchange: judged.index },
        { text: `${other} with Sec-Fetch-Site: same-origin`, exchange: passed.index },
      ],
    };
  },
};
