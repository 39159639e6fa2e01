import type { CauseRule } from '../cause.js';
import { isPreflightRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { type ExtraProbe, preflightFor } from '../extra-probes/extra-probe.js';
import { type Facts, isOriginMissing, isPreflightProblem, judgedResponse } from '../facts/facts.js';
import { actualOf, preflightOf } from '../facts/seen.js';
import { find, type Located } from '../facts/wire.js';
import { allowOrigin, allowPreflight } from '../fixed-response.js';

const STATUSES = [404, 503];

/** OPTIONS of a request that needs no preflight. */
const extraPreflight = ({ planned }: Facts): ExtraProbe | undefined =>
  planned.actual && !planned.preflight
    ? { request: preflightFor(planned.actual), why: 'to see whether OPTIONS finds the route' }
    : undefined;

const isMissing = (located: Located | undefined): boolean => STATUSES.includes(located?.exchange.response?.status ?? 0);

/** Blocked because the error response lacks the CORS headers. */
const isCandidate = (facts: Facts): boolean =>
  STATUSES.includes(judgedResponse(facts)?.status ?? 0) &&
  facts.judged?.exchange.request.url === facts.planned.actual?.url &&
  (isPreflightProblem(facts) || isOriginMissing(facts));

export const routeMissing: CauseRule = {
  id: 'route-missing',
  title: 'The server has no route for this URL',
  fixedIn: 'page',
  stage: 'denial',
  before: ['preflight-not-handled'],
  fixSentence: 'Check the URL, its prefix and its trailing slash.',
  prevention: 'Open the URL itself first: the console reports CORS only because the error lacks the CORS headers.',
  fromConsole: (message) =>
    (isPreflightRefused(message) || isResponseSilent(message)) && message.status === 404 ? 'rare' : undefined,
  probes: (facts) => (isCandidate(facts) ? [extraPreflight(facts) ?? []].flat() : []),
  match(facts) {
    const { judged, planned } = facts;
    if (!judged || !isCandidate(facts)) return undefined;
    const probe = extraPreflight(facts);
    const options = probe ? find(facts.exchanges, probe.request) : preflightOf(facts);
    const actual = actualOf(facts);
    const isReal = actual?.exchange.request.method === planned.actual?.method;
    if (!options || !actual || !isReal || !isMissing(options) || !isMissing(actual)) return undefined;
    const status = actual.exchange.response?.status;
    return {
      explanation:
        status === 404
          ? `OPTIONS and ${actual.exchange.request.method} both get 404: the path is wrong, or the route does not exist. The browser reports CORS only because the 404 has no CORS headers. Check the URL, its prefix and its trailing slash.`
          : `OPTIONS and ${actual.exchange.request.method} both get 503: nothing serves this URL now. The browser reports CORS only because that response has no CORS headers.`,
      certainty: 'certain',
      evidence: [options, actual].map(({ index, exchange }) => ({
        text: `${exchange.request.method} → ${exchange.response?.status}`,
        exchange: index,
      })),
    };
  },
  fixed: (response, facts) =>
    facts.problem.stage === 'preflight' ? allowPreflight(response, facts) : allowOrigin(response, facts),
};
