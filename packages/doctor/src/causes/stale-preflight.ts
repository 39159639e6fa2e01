import type { CauseRule } from '../cause.js';
import { type ExtraProbe, fresh } from '../extra-probes/extra-probe.js';
import { cacheMark } from '../facts/cache-mark.js';
import { type Facts, isPreflightProblem, type JudgedFacts, judgedLines, judgedResponse } from '../facts/facts.js';
import { find, type Located } from '../facts/wire.js';
import { permits, withCorsOf } from '../fixed-response.js';

const freshPreflight = ({ judged, key }: JudgedFacts): ExtraProbe => fresh(judged.exchange.request, key);

const isCached = (facts: Facts): facts is JudgedFacts =>
  isPreflightProblem(facts) && cacheMark(judgedResponse(facts)) !== undefined;

/** The same preflight past every cache, if it passes there. */
function allowedPreflight(facts: Facts): Located | undefined {
  const located = isCached(facts) ? find(facts.exchanges, freshPreflight(facts).request) : undefined;
  const response = located?.exchange.response;
  return response && permits(response, located.exchange.request) ? located : undefined;
}

export const stalePreflight: CauseRule = {
  id: 'stale-preflight',
  title: 'A cached preflight response is out of date',
  fixedIn: 'elsewhere',
  stage: 'proxy',
  before: ['cached-without-vary'],
  fixSentence: 'Purge the cache in front of the server and don’t let it store responses to OPTIONS.',
  prevention:
    'Keep Access-Control-Max-Age low (600) while the policy changes. Don’t let shared caches store responses to OPTIONS.',
  probes: (facts) => (isCached(facts) ? [freshPreflight(facts)] : []),
  match(facts) {
    const { judged } = facts;
    const located = allowedPreflight(facts);
    if (!judged || !located) return undefined;
    const mark = cacheMark(judgedResponse(facts));
    const maxAge = judgedLines(facts, 'access-control-max-age')[0];
    return {
      explanation: `The server allows this preflight, but a cache in front of it still serves an older response. Purge the cache and don’t let it store responses to OPTIONS.${
        maxAge ? ` Browsers also cache it, for up to Access-Control-Max-Age (${maxAge[1]} s) or their own limit.` : ''
      }`,
      certainty: 'certain',
      evidence: [
        { text: 'from a cache', exchange: judged.index, ...(mark && { header: mark, at: 0 }) },
        { text: 'allowed past the cache', exchange: located.index },
      ],
    };
  },
  fixed: (response, facts) => withCorsOf(response, allowedPreflight(facts)?.exchange.response ?? response),
};
