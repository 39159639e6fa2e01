import type { CauseRule } from '../cause.js';
import { isResponseSilent, statusKind } from '../explanation/console-evidence.js';
import { type ExtraProbe, missingPath, rootPath } from '../extra-probes/extra-probe.js';
import {
  ALLOW_ORIGIN,
  allowsOrigin,
  type Facts,
  isOriginMissing,
  type JudgedFacts,
  judgedOrigin,
  judgedResponse,
} from '../facts/facts.js';
import { find, isOk, lines } from '../facts/wire.js';
import { allowOrigin } from '../fixed-response.js';

/** A successful response without the headers. */
const isCandidate = (facts: Facts): facts is JudgedFacts => {
  const response = judgedResponse(facts);
  return facts.problem.stage === 'response' && isOriginMissing(facts) && response !== undefined && isOk(response);
};

const siblings = ({ judged, key }: JudgedFacts): readonly ExtraProbe[] => [
  rootPath(judged.exchange.request),
  missingPath(judged.exchange.request, key),
];

/** A response of the same server to another path that allows the page. */
const allowedSibling = (facts: JudgedFacts) =>
  siblings(facts)
    .filter(({ request }) => new URL(request.url).pathname !== new URL(facts.judged.exchange.request.url).pathname)
    .map(({ request }) => find(facts.exchanges, request))
    .find((located) => allowsOrigin(located?.exchange.response, judgedOrigin(facts)));

export const routeWithoutCors: CauseRule = {
  id: 'route-without-cors',
  title: 'This route alone lacks the CORS headers',
  fixedIn: 'server',
  stage: 'header',
  recipe: 'of the route',
  before: ['headers-only-on-preflight', 'origin-mismatch'],
  fixSentence: 'This route bypasses the CORS middleware: respond through it, or set the headers in the route.',
  prevention:
    'Respond through the framework (not through the raw socket or a hijacked reply), and mount sub-applications behind the CORS middleware.',
  fromConsole: (message) =>
    isResponseSilent(message) && ['other', 'unknown'].includes(statusKind(message)) ? 'rare' : undefined,
  probes: (facts) => (isCandidate(facts) ? siblings(facts) : []),
  match(facts) {
    const { judged } = facts;
    const sibling = judged && isCandidate(facts) ? allowedSibling(facts) : undefined;
    if (!judged || !sibling) return undefined;
    const header = lines(sibling.exchange.response, ALLOW_ORIGIN)[0];
    const { pathname } = new URL(judged.exchange.request.url);
    return {
      explanation: `Other responses of this server allow the page, but ${pathname} has no Access-Control-Allow-Origin: this route bypasses the CORS middleware. Typical: it writes to the raw response (reply.hijack(), res.writeHead() of another server), it is registered before the middleware or mounted as an app of its own, or its nginx location has an add_header of its own. Route it through the middleware, or set the headers there.`,
      certainty: 'certain',
      evidence: [
        { text: `${judgedResponse(facts)?.status} without Access-Control-Allow-Origin`, exchange: judged.index },
        { text: 'allowed here', exchange: sibling.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed: allowOrigin,
};
