import type { CauseRule } from '../cause.js';
import { isPreflightRefused, isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';
import { type Facts, isOriginMissing, isPreflightProblem, judgedResponse } from '../facts/facts.js';
import { placeOf } from '../facts/layer-facts.js';
import { boundary } from '../facts/layers.js';
import { isOk } from '../facts/wire.js';
import { allowOrigin, allowPreflight, withCorsOf } from '../fixed-response.js';

const isError = (facts: Facts): boolean =>
  (judgedResponse(facts)?.status ?? 0) >= 400 && (isPreflightProblem(facts) || isOriginMissing(facts));

/** Two neighbours of which the outer one fails and the inner one responds. */
const failing = (facts: Facts) =>
  isError(facts) ? boundary(facts, (outer, inner) => outer.status >= 400 && isOk(inner)) : undefined;

/** An app has no reason to say that a gateway is bad. */
const PLAIN = [502, 504];

export const gatewayError: CauseRule = {
  id: 'gateway-error',
  title: 'The gateway responds with an error of its own',
  fixedIn: 'proxy',
  stage: 'proxy',
  fixSentence:
    'The app behind the gateway does not respond: start it, and set the CORS headers on the gateway’s own errors too.',
  prevention:
    'Have the gateway add the CORS headers to its own errors too (`always` in nginx, gateway responses in API Gateway), so that the page sees the status.',
  fromConsole(message) {
    if (!isPreflightRefused(message) && !isResponseSilent(message)) return undefined;
    const kind = statusKind(message);
    return kind === 'gateway' ? 'likely' : kind === 'unknown' ? 'rare' : undefined;
  },
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isError(facts)) return undefined;
    const found = failing(facts);
    const gateway = found ? undefined : respondedBy(facts, 'gateway');
    if (!found && !gateway && !PLAIN.includes(response.status)) return undefined;
    return {
      explanation: `${response.status} comes from ${
        found ? placeOf(found.outer.layer) : (gateway?.name ?? 'a gateway')
      }, not from the app${
        found ? ` (${placeOf(found.inner.layer)} responds with ${found.inner.response.status})` : ''
      }, and has no CORS headers, so the browser reports a CORS error. ${
        gateway ? gateway.wayOut : 'Fix what fails there, and have the gateway set the headers on its own errors.'
      }`,
      certainty: found || gateway ? 'certain' : 'likely',
      proxy: { outer: found?.outer.index ?? judged.index, ...(found && { inner: found.inner.index }) },
      evidence: [
        gateway
          ? attributionEvidence(gateway)
          : { text: `${judged.exchange.request.method} → ${response.status}`, exchange: judged.index },
        ...(found
          ? [{ text: `${found.inner.response.status} from ${placeOf(found.inner.layer)}`, exchange: found.inner.index }]
          : []),
      ],
    };
  },
  fixed(response, facts) {
    const inner = failing(facts)?.inner.response;
    if (inner) return withCorsOf(response, inner);
    return facts.problem.stage === 'preflight' ? allowPreflight(response, facts) : allowOrigin(response, facts);
  },
};
