import { type AttributedResponse, attributionOf, type ResponseKind } from '@corsmith/evidence/attribution';
import type { Evidence } from '../diagnosis.js';
import { type Facts, isOriginMissing, isPreflightProblem } from './facts.js';
import { actualOf } from './seen.js';
import { find, isOk, type Located } from './wire.js';

/** Who sent a response, if it was not the app. */
export interface Attribution extends AttributedResponse {
  /** Index of the response that shows it. */
  readonly exchange: number;
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
