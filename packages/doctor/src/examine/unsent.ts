import type { Outcome, ProbedExchange, WireRequest, WireResponse } from '@corsmith/protocol';
import { find, passing } from '../facts/wire.js';
import { isHarmless } from '../probe/harmless.js';

/** The request from which on an outcome is not known. It counted as allowed in the simulation. */
export interface Unsent {
  readonly request: WireRequest;
  /** It may change data, or a redirect leads to an address that is not followed automatically. */
  readonly reason: 'unsafe' | 'not-followed';
}

/** What an engine does with the observed responses. */
export type SeenOutcome = Outcome & {
  /** Absent if everything that the engine sends was sent. */
  readonly unsent?: Unsent;
};

/** What a browser gets. An unsent request counts as allowed; `withUnsent` marks it. */
export async function responseTo(
  wire: WireRequest,
  exchange: Promise<ProbedExchange> | undefined,
): Promise<WireResponse> {
  const { response, failure } = (await exchange) ?? {};
  if (response) return response;
  if (!failure || failure.id === 'not-followed') return passing(wire);
  throw failure;
}

/** The outcome with what was not sent for it. */
export function withUnsent(outcome: Outcome, exchanges: readonly ProbedExchange[]): SeenOutcome {
  const refused = exchanges.filter(({ failure }) => failure?.id === 'not-followed');
  for (const { request } of outcome.exchanges) {
    if (find(refused, request)) return { ...outcome, unsent: { request, reason: 'not-followed' } };
    if (!isHarmless(request) && !find(exchanges, request)) return { ...outcome, unsent: { request, reason: 'unsafe' } };
  }
  return outcome;
}

/** What is known, why no more is, and what to do about it. */
export function unknownBecause({ exchanges, unsent }: SeenOutcome, read: readonly string[], advice: string): string {
  if (!unsent) return '';
  const { request, reason } = unsent;
  const before = exchanges.slice(
    0,
    exchanges.findIndex((one) => one.request === request),
  );
  const preflighted = before.at(-1)?.request.kind === 'preflight';
  const reading = read.length > 0 ? ` and whether the page can read ${read.join(' and ')}` : '';
  const open = `Whether the response allows the page${reading} is not known.`;
  if (reason === 'not-followed')
    return `The redirect to ${request.url} is not followed: ${reasonNotFollowed(request)}. ${open}`;
  const known = preflighted ? 'The preflight is allowed' : 'No preflight is needed';
  return `${known}. ${request.method} was not sent, because it may change data. ${open} ${advice}`;
}

const reasonNotFollowed = ({ url }: WireRequest): string =>
  `${new URL(url).host} is a link-local or metadata address. Check that URL itself if it is yours`;
