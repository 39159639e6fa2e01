import type { ProbedExchange } from '@corsmith/protocol';
import type { Evidence } from '../diagnosis.js';
import { type KnownResponse, RESPONSE_KINDS, type ResponseKind, type SeenMark, seenMark } from '../responder.js';
import { responders } from '../responders.js';
import { type Facts, isOriginMissing, isPreflightProblem } from './facts.js';
import { actualOf } from './seen.js';
import { find, isOk, type Located } from './wire.js';

/** Who sent a response, if it was not the app. */
export interface Attribution extends KnownResponse {
  /** Index of the response that shows it. */
  readonly exchange: number;
  readonly mark: SeenMark;
}

/** Who sent this response, if it shows that it was not the app. */
export function attributionOf(exchange: ProbedExchange): Omit<Attribution, 'exchange'> | undefined {
  const found = new Map<ResponseKind, Omit<Attribution, 'exchange'>>();
  for (const { responses } of responders)
    for (const known of responses) {
      if (found.has(known.kind)) continue;
      const mark = seenMark(known.marks, exchange);
      if (mark) found.set(known.kind, { ...known, mark });
    }
  const kind = RESPONSE_KINDS.find((one) => found.has(one));
  return kind && found.get(kind);
}

const located = ({ index, exchange }: Located): Attribution | undefined => {
  const found = attributionOf(exchange);
  return found && { ...found, exchange: index };
};

/** What responds to one request of a page, responds to the others, too. */
const EVERYWHERE: readonly ResponseKind[] = ['another-program', 'host-check', 'wall', 'function'];

/** What shows in the redirect that led to the judged response. */
const ON_THE_WAY: readonly ResponseKind[] = ['wall', 'sign-in'];

/** Who sent the blocked response, if not the app. */
export function responderOf(facts: Facts): Attribution | undefined {
  const { judged, planned, exchanges } = facts;
  if (!judged?.exchange.response || !(isPreflightProblem(facts) || isOriginMissing(facts))) return undefined;
  const own = located(judged);
  if (own) return own;
  const first = planned.actual && find(exchanges, planned.actual);
  if (first && first.exchange.request.url !== judged.exchange.request.url) {
    const redirect = located(first);
    return redirect && ON_THE_WAY.includes(redirect.kind) ? redirect : undefined;
  }
  const actual = facts.problem.stage === 'preflight' && !isOk(judged.exchange.response) ? actualOf(facts) : undefined;
  const other = actual && located(actual);
  return other && EVERYWHERE.includes(other.kind) ? other : undefined;
}

/** The same, if its response is of that kind. */
export function respondedBy(facts: Facts, kind: ResponseKind): Attribution | undefined {
  const found = responderOf(facts);
  return found?.kind === kind ? found : undefined;
}

/** The header line or the words that show who responded. */
export const attributionEvidence = ({ mark: { header, words }, name, exchange }: Attribution): Evidence =>
  header
    ? { text: `shows ${name}`, exchange, header, at: 0 }
    : { text: words === undefined ? `from ${name}` : `body “${words}”`, exchange };
