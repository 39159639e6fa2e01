import { adviceOn, reasonOf } from '@corsmith/evidence/attribution';
import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { type ExtraProbe, missingPath, preflightFor, rootPath } from '../extra-probes/extra-probe.js';
import { responderOf } from '../facts/attribution.js';
import {
  ALLOW_ORIGIN,
  allowsOrigin,
  type Facts,
  isOriginMissing,
  type JudgedFacts,
  judgedOrigin,
  judgedResponse,
} from '../facts/facts.js';
import { preflightOf } from '../facts/seen.js';
import { find, isOk, type Located, lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

const isError = (facts: Facts): facts is JudgedFacts =>
  facts.problem.stage === 'response' &&
  isOriginMissing(facts) &&
  (judgedResponse(facts)?.status ?? 0) >= 400 &&
  facts.judged.exchange.request.method === facts.wire?.method;

/** Requests that may succeed, or fail in another way. */
function others({ judged, planned, key }: JudgedFacts): readonly ExtraProbe[] {
  const { request } = judged.exchange;
  const preflight = { request: preflightFor(request), why: 'to see whether the server allows the request' };
  return [...(planned.preflight ? [] : [preflight]), rootPath(request), missingPath(request, key)];
}

export const responseWithoutHeadersOnError: CauseRule = {
  id: 'response-without-headers-on-error',
  title: 'Error responses lack the CORS headers',
  fixedIn: 'server',
  stage: 'header',
  before: ['headers-only-on-preflight'],
  fixSentence: 'Find out why the server responds with an error, and set the CORS headers on errors too.',
  prevention:
    'Make CORS the outermost middleware, so that it covers error responses too. In a proxy, add the headers with `always`.',
  fromConsole: (message) => {
    if (!isResponseSilent(message)) return undefined;
    const kind = statusKind(message);
    if (kind === 'error' || kind === 'login') return 'likely';
    return kind === 'gateway' || kind === 'unknown' ? 'possible' : undefined;
  },
  probes: (facts) => (isError(facts) ? others(facts) : []),
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isError(facts)) return undefined;
    const { status } = response;
    const responder = responderOf(facts);
    const seen = [preflightOf(facts), ...others(facts).map(({ request }) => find(facts.exchanges, request))].filter(
      (located): located is Located => located !== undefined,
    );
    const allowed = seen.find(({ exchange }) => allowsOrigin(exchange.response, judgedOrigin(facts)));
    // If successful responses lack them too, this is not about errors.
    const succeeded = seen.some(
      ({ exchange }) => exchange.request.kind === 'actual' && exchange.response && isOk(exchange.response),
    );
    if (!allowed && succeeded) return undefined;
    const header = lines(allowed?.exchange.response, ALLOW_ORIGIN)[0];
    return {
      explanation:
        `${responder?.name ?? 'The server'} responds with ${status} (${reasonOf(status)}), and that response has no Access-Control-Allow-Origin, so the browser hides the error behind a CORS message. ${responder?.wayOut ?? adviceOn(status)} And set the CORS headers on errors too.`.replace(
          /^./,
          (first) => first.toUpperCase(),
        ),
      certainty: allowed ? 'certain' : 'likely',
      evidence: [
        { text: `${status} without Access-Control-Allow-Origin`, exchange: judged.index },
        ...(allowed ? [{ text: 'allowed here', exchange: allowed.index, ...(header && { header, at: 0 }) }] : []),
      ],
    };
  },
  fixed: allowOrigin,
};
