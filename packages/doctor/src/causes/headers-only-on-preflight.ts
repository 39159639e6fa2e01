import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { ALLOW_ORIGIN, allowsOrigin, isOriginMissing, judgedResponse } from '../facts/facts.js';
import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

export const headersOnlyOnPreflight: CauseRule = {
  id: 'headers-only-on-preflight',
  title: 'Only the preflight’s response has the CORS headers',
  fixedIn: 'server',
  stage: 'header',
  before: ['headers-only-on-response'],
  remedy: 'Set Access-Control-Allow-Origin for every method, not for OPTIONS alone.',
  prevention: 'Leave OPTIONS to the same middleware as all other methods; write no route for it by hand.',
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
        'The preflight is allowed, and then the response itself has no Access-Control-Allow-Origin. The browser wants it on both: have the same code set it for every method, not for OPTIONS alone.',
      certainty: 'certain',
      evidence: [
        { text: 'allowed', exchange: preflight.index, ...(header && { header, at: 0 }) },
        { text: `${judgedResponse(facts)?.status} without Access-Control-Allow-Origin`, exchange: judged.index },
      ],
    };
  },
  fixed: allowOrigin,
};
