import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, allowsOrigin, isOriginMissing, judgedResponse } from '../facts/facts.js';
import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const headersOnlyOnPreflight: CauseRule = {
  id: 'headers-only-on-preflight',
  title: 'Only the preflight response has the CORS headers',
  fixedIn: 'server',
  stage: 'header',
  before: ['headers-only-on-response'],
  fixSentence: 'Set Access-Control-Allow-Origin for every method, not only for OPTIONS.',
  prevention: 'Let the same middleware handle OPTIONS and all other methods. Don’t write a route for OPTIONS.',
  fromConsole: (message) => (isResponseSilent(message) && statusKind(message) !== 'redirect' ? 'possible' : undefined),
  match(facts) {
    const { judged, request, planned } = facts;
    if (!judged || facts.problem.stage !== 'response' || !isOriginMissing(facts)) return undefined;
    const preflight = preflightOf(facts);
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
