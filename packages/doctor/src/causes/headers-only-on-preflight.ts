import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { type ExtraProbe, preflightFor } from '../extra-probes/extra-probe.js';
import { ALLOW_ORIGIN, allowsOrigin, type Facts, isOriginMissing, judgedResponse } from '../facts/facts.js';
import { preflightOf } from '../facts/seen.js';
import { find, type Located, lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

/** The preflight of a request that needs none shows what the server would allow. */
const ofNoPage = ({ judged, planned }: Facts): ExtraProbe | undefined =>
  judged &&
  !planned.preflight &&
  judged.exchange.request.kind === 'actual' &&
  judged.exchange.request.method !== 'OPTIONS'
    ? { request: preflightFor(judged.exchange.request), why: 'to see whether the server allows the request' }
    : undefined;

const extraPreflight = (facts: Facts): Located | undefined => {
  const probe = ofNoPage(facts);
  return probe && find(facts.exchanges, probe.request);
};

export const headersOnlyOnPreflight: CauseRule = {
  id: 'headers-only-on-preflight',
  title: 'Only the preflight response has the CORS headers',
  fixedIn: 'server',
  stage: 'header',
  before: ['headers-only-on-response'],
  fixSentence: 'Set Access-Control-Allow-Origin for every method, not only for OPTIONS.',
  prevention: 'Let the same middleware handle OPTIONS and all other methods. Don’t write a route for OPTIONS.',
  fromConsole: (message) => (isResponseSilent(message) && statusKind(message) !== 'redirect' ? 'possible' : undefined),
  probes: (facts) =>
    facts.problem.stage === 'response' && isOriginMissing(facts) ? [ofNoPage(facts) ?? []].flat() : [],
  match(facts) {
    const { judged, request, planned } = facts;
    if (!judged || facts.problem.stage !== 'response' || !isOriginMissing(facts)) return undefined;
    const preflight = preflightOf(facts) ?? extraPreflight(facts);
    const isFirst = judged.exchange.request.url === planned.actual?.url;
    if (!preflight || !isFirst || !allowsOrigin(preflight.exchange.response, request.origin)) return undefined;
    const header = lines(preflight.exchange.response, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'The preflight is allowed, but the response to the request itself has no Access-Control-Allow-Origin. Browsers require it on both: set it for every method, not only for OPTIONS.',
      certainty: 'certain',
      evidence: [
        { text: 'allowed', exchange: preflight.index, ...(header && { header, at: 0 }) },
        { text: `${judgedResponse(facts)?.status} without Access-Control-Allow-Origin`, exchange: judged.index },
      ],
    };
  },
  fixed: allowOrigin,
};
