import type { CauseRule } from '../cause.js';
import { type ExtraProbe, fresh } from '../extra-probes/extra-probe.js';
import { cacheMark } from '../facts/cache-mark.js';
import { type Facts, isPreflightProblem, judgedLines, judgedResponse } from '../facts/facts.js';
import { find, type Located } from '../facts/wire.js';
import { permits, withCorsOf } from '../fixed-response.js';

const freshPreflight = ({ judged, key }: Facts): ExtraProbe => fresh(judged!.exchange.request, key);

const isCached = (facts: Facts): boolean => isPreflightProblem(facts) && cacheMark(judgedResponse(facts)) !== undefined;

/** The same preflight past every cache, where it would pass. */
function permission(facts: Facts): Located | undefined {
  const located = isCached(facts) ? find(facts.exchanges, freshPreflight(facts).request) : undefined;
  const response = located?.exchange.response;
  return response && permits(response, located.exchange.request) ? located : undefined;
}

export const stalePreflight: CauseRule = {
  id: 'stale-preflight',
  title: 'An old response to the preflight is still kept',
  fixedIn: 'elsewhere',
  stage: 'between',
  before: ['cached-without-vary'],
  remedy: 'Purge the cache in front of the server, and keep it from storing responses to OPTIONS.',
  prevention:
    'Keep Access-Control-Max-Age low (600) while the policy changes. Have no shared cache keep answers to OPTIONS.',
  probes: (facts) => (isCached(facts) ? [freshPreflight(facts)] : []),
  match(facts) {
    const { judged } = facts;
    const located = permission(facts);
    if (!judged || !located) return undefined;
    const mark = cacheMark(judgedResponse(facts));
    const maxAge = judgedLines(facts, 'access-control-max-age')[0];
    return {
      explanation: `Past the cache the server allows this preflight; what stands before it still gives an older response. Purge the cache, and keep it from storing OPTIONS.${
        maxAge ? ` Browsers keep theirs for up to Access-Control-Max-Age (${maxAge[1]} s), each to its own limit.` : ''
      }`,
      certainty: 'certain',
      evidence: [
        { text: 'kept', exchange: judged.index, ...(mark && { header: mark, at: 0 }) },
        { text: 'allowed past the cache', exchange: located.index },
      ],
    };
  },
  fixed: (response, facts) => withCorsOf(response, permission(facts)?.exchange.response ?? response),
};
