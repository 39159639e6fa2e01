import type { CauseRule, Match } from '../cause.js';
import { type FromConsole, isAnyRefused, isPreflightRefused, statusKind } from '../explanation/console-evidence.js';
import { type ExtraProbe, plainOptions } from '../extra-probes/extra-probe.js';
import { siblingProbes } from '../extra-probes/sibling-origins.js';
import {
  type Facts,
  isPreflightProblem,
  type JudgedFacts,
  judgedLines,
  judgedResponse,
  mentionsCors,
} from '../facts/facts.js';
import { actualOf } from '../facts/seen.js';
import { find, isOk } from '../facts/wire.js';
import { allowPreflight } from '../fixed-response.js';
import { harmless } from '../probe/harmless.js';

/** Other statuses have causes of their own, which are likelier. */
const ofPreflight: FromConsole = (message) => {
  // Such a response never ends.
  if ((message.status ?? 200) < 200) return undefined;
  if (isPreflightRefused(message)) {
    const kind = statusKind(message);
    if (kind === 'redirect') return undefined;
    if (message.redirectedFrom !== undefined) return 'possible';
    return kind === 'login' || kind === 'gateway' ? 'possible' : 'likely';
  }
  return isAnyRefused(message) ? 'possible' : undefined;
};

/** Denied, or handled like any other OPTIONS. */
const isUnhandled = (facts: Facts): facts is JudgedFacts => {
  const response = judgedResponse(facts);
  return isPreflightProblem(facts) && response !== undefined && !(isOk(response) && mentionsCors(response));
};

/** Preflights of other origins get no CORS headers either, so it is not this origin that is denied. */
const isSilentToAll = (facts: Facts): boolean =>
  siblingProbes(facts).some(({ request }) => {
    const response = find(facts.exchanges, request)?.exchange.response;
    return response !== undefined && isOk(response) && !mentionsCors(response);
  });

const plain = ({ judged }: JudgedFacts): ExtraProbe => plainOptions(harmless(judged.exchange.request));

export const preflightNotHandled: CauseRule = {
  id: 'preflight-not-handled',
  title: 'The server does not handle the preflight (OPTIONS)',
  fixedIn: 'server',
  stage: 'denial',
  fixSentence: 'Respond to OPTIONS with 204 and the CORS headers, before routing and authentication.',
  prevention:
    'Add CORS to the app, not to single routes, and before all other middleware: then it handles OPTIONS for every route.',
  fromConsole: ofPreflight,
  probes: (facts) => (isUnhandled(facts) ? [plain(facts)] : []),
  match(facts) {
    const response = judgedResponse(facts);
    if (!response || !isUnhandled(facts)) return undefined;
    const allow = judgedLines(facts, 'allow')[0];
    const actual = actualOf(facts);
    const status = actual?.exchange.response?.status;
    return {
      explanation: isOk(response)
        ? 'Before this request the browser sends a preflight (OPTIONS). The server responds, but without CORS headers: nothing handles the preflight.'
        : `Before this request the browser sends a preflight (OPTIONS), and the server responds with ${response.status}. It must respond with 2xx and the CORS headers.`,
      certainty: (status !== undefined && status !== response.status) || isSilentToAll(facts) ? 'certain' : 'likely',
      evidence: [
        { text: `OPTIONS → ${response.status}`, exchange: facts.judged.index, ...(allow && { header: allow, at: 0 }) },
        ...(actual && status !== undefined
          ? [{ text: `${actual.exchange.request.method} → ${status}`, exchange: actual.index }]
          : []),
        ...otherOptions(facts, response.status),
      ],
    };
  },
  fixed: allowPreflight,
};

/** Something denies preflights only: a CORS layer that does not know this path, or a rule of the proxy. */
function otherOptions(facts: JudgedFacts, status: number): Match['evidence'] {
  const located = find(facts.exchanges, plain(facts).request);
  const other = located?.exchange.response?.status;
  if (!located || other === undefined || other === status) return [];
  return [{ text: `plain OPTIONS, not a preflight → ${other}`, exchange: located.index }];
}
