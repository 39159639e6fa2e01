import { contains } from '@corsmith/protocol';
import type { CauseRule, Match } from '../cause.js';
import { isAnyRefused, isPreflightRefused, statusKind } from '../explanation/console-evidence.js';
import { type ExtraProbe, withBadToken } from '../extra-probes/extra-probe.js';
import { attributionEvidence, respondedBy } from '../facts/attribution.js';
import { type Facts, isPreflightProblem, judgedLines, judgedResponse } from '../facts/facts.js';
import { find, lines } from '../facts/wire.js';
import { allowPreflight } from '../fixed-response.js';

const STATUSES = [401, 403, 407];

/** A login page, or a text that says so. */
const LOGIN = /type=["']?password|\b(?:log ?in|sign ?in|authenticat\w+|unauthori[sz]ed)\b/i;

/** A 403 alone does not say that it is about authentication. */
const wantsLogin = (facts: Facts): boolean => {
  const response = judgedResponse(facts);
  if (response?.status !== 403) return true;
  return challenges(facts).length > 0 || LOGIN.test(response.bodyStart);
};

const challenges = (facts: Facts) => [
  ...judgedLines(facts, 'www-authenticate'),
  ...judgedLines(facts, 'proxy-authenticate'),
];

/** Chromium gives up on a 407 before it looks at CORS. */
const isRefused = (facts: Facts): boolean =>
  (isPreflightProblem(facts) || (facts.problem.stage === 'network' && facts.wire?.kind === 'preflight')) &&
  STATUSES.includes(judgedResponse(facts)?.status ?? 0) &&
  wantsLogin(facts);

const badToken = ({ planned, key }: Facts): ExtraProbe | undefined =>
  planned.actual && contains(planned.actual.headers, 'authorization') ? withBadToken(planned.actual, key) : undefined;

export const preflightNeedsAuth: CauseRule = {
  id: 'preflight-needs-auth',
  title: 'The server requires authentication for the preflight',
  fixedIn: 'server',
  stage: 'denial',
  before: ['preflight-refused'],
  isMoreThanPolicy: true,
  fixSentence: 'Exempt OPTIONS from authentication: browsers send no cookies and no Authorization with a preflight.',
  prevention:
    'Run CORS before authentication. A preflight never carries a cookie or a token, and there is nothing to protect in it.',
  fromConsole: (message) => {
    const kind = statusKind(message);
    if (!isAnyRefused(message) || (kind !== 'login' && kind !== 'unknown')) return undefined;
    return isPreflightRefused(message) && kind === 'login' ? 'likely' : 'possible';
  },
  probes: (facts) => (isRefused(facts) ? [badToken(facts) ?? []].flat() : []),
  match(facts) {
    const { judged } = facts;
    const response = judgedResponse(facts);
    if (!judged || !response || !isRefused(facts)) return undefined;
    const { status } = response;
    const challenge = challenges(facts)[0];
    const gateway = respondedBy(facts, 'refusal');
    return {
      explanation: `${gateway?.name ?? 'The server'} responds to the preflight with ${status}. Browsers send no cookies and no Authorization with a preflight, so it can never authenticate: handle CORS before authentication.${gateway ? ` ${gateway.wayOut}` : ''}`,
      certainty: status !== 403 || challenge ? 'certain' : 'likely',
      ...(gateway && (gateway.stack ? { stack: gateway.stack } : { fixedIn: 'elsewhere' as const })),
      evidence: [
        { text: `OPTIONS → ${status}`, exchange: judged.index, ...(challenge && { header: challenge, at: 0 }) },
        ...(gateway ? [attributionEvidence(gateway)] : []),
        ...refusal(facts),
      ],
    };
  },
  fixed: allowPreflight,
};

/** Whether authentication also denies the request itself before the CORS headers are set. */
function refusal(facts: Facts): Match['evidence'] {
  const probe = badToken(facts);
  const located = probe && find(facts.exchanges, probe.request);
  const response = located?.exchange.response;
  if (!response || !STATUSES.includes(response.status)) return [];
  const lost = lines(response, 'access-control-allow-origin').length === 0;
  const text = `a denied request ${lost ? 'lacks' : 'has'} the CORS headers: ${response.status}`;
  return [{ text, exchange: located.index }];
}
