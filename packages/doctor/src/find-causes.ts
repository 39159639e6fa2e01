import {
  type Block,
  type EngineName,
  type Outcome,
  type PageRequest,
  type Send,
  simulate,
  type WireRequest,
} from '@corsmith/protocol';
import { causes as catalogue } from './causes/catalogue.js';
import type { CauseRule, Match } from './causes/cause.js';
import type { ProbedExchange } from './diagnosis.js';
import type { Facts, LayerFacts, Located } from './facts.js';
import { wireKey } from './observe.js';

/** What a diagnosis begins with: the wire as it was seen. */
export interface Seen {
  readonly request: PageRequest;
  readonly exchanges: readonly ProbedExchange[];
  readonly outcomes: readonly Outcome[];
  readonly actual?: Located;
  readonly layers: readonly LayerFacts[];
  readonly read: readonly string[];
}

export interface FoundCause extends Match {
  readonly rule: CauseRule;
}

/** More rounds than things that can be wrong with one request. */
const MOST_CAUSES = 12;

/**
 * Every cause in the order in which the browser meets them: the first is found, its repair applied to the answers that
 * were seen, and the request judged again, until it passes or nothing more is known.
 */
export async function findCauses(seen: Seen): Promise<FoundCause[]> {
  const found: FoundCause[] = [];
  let { exchanges } = seen;
  let outcome = seen.outcomes.find(({ allowed }) => !allowed);
  while (outcome?.block && found.length < MOST_CAUSES) {
    const facts = factsOf(seen, exchanges, outcome.engine, outcome, outcome.block);
    const cause = firstMatch(facts);
    if (!cause || found.some(({ rule }) => rule === cause.rule)) break;
    found.push(cause);
    const { repair } = cause.rule;
    if (!repair) break;
    exchanges = exchanges.map((exchange) =>
      exchange.response && exchange.layer === 'front'
        ? { ...exchange, response: repair(exchange.response, exchange.request.kind, facts) }
        : exchange,
    );
    outcome = await firstBlocked(seen, exchanges);
  }
  return found;
}

/** The first engine that still blocks after a repair. */
async function firstBlocked(
  { request, outcomes, actual }: Seen,
  exchanges: readonly ProbedExchange[],
): Promise<Outcome | undefined> {
  for (const { engine } of outcomes.filter(({ allowed }) => !allowed)) {
    const outcome = await simulate(request, replay(exchanges, actual), { engine });
    if (!outcome.allowed) return outcome;
  }
  return undefined;
}

function firstMatch(facts: Facts): FoundCause | undefined {
  for (const rule of catalogue) {
    const match = rule.match(facts);
    if (match) return { rule, ...match };
  }
  return undefined;
}

function factsOf(
  seen: Seen,
  exchanges: readonly ProbedExchange[],
  engine: EngineName,
  outcome: Outcome,
  block: Block,
): Facts {
  const { request, layers, read } = seen;
  const wire = outcome.exchanges[block.exchange]?.request;
  const index = wire ? indexOf(exchanges, wire, seen.actual) : -1;
  const exchange = exchanges[index];
  return {
    request,
    engine,
    block,
    exchanges,
    layers,
    read,
    ...(exchange && { judged: { index, exchange } }),
    ...(seen.actual && { actual: seen.actual }),
  };
}

/** Answers as the exchanges did. What was never sent, because the browser did not come that far, is taken to be allowed. */
function replay(exchanges: readonly ProbedExchange[], actual: Located | undefined): Send {
  return async (request) => {
    const exchange = exchanges[indexOf(exchanges, request, actual)];
    if (!exchange) return passing(request);
    if (!exchange.response) throw exchange.failure;
    return exchange.response;
  };
}

/** Where the answer to that request is; a GET that was sent in its stead counts where the server took it. */
function indexOf(exchanges: readonly ProbedExchange[], wire: WireRequest, actual: Located | undefined): number {
  const key = wireKey(wire);
  const index = exchanges.findIndex((one) => one.layer === 'front' && wireKey(one.request) === key);
  if (index >= 0 || wire.kind === 'preflight' || !actual) return index;
  const { request, response } = actual.exchange;
  return request.url === wire.url && (response?.status ?? 500) < 400 ? actual.index : -1;
}

/** An answer that lets the request pass, in place of one that was not asked for. */
export const passing: (request: Parameters<Send>[0]) => Awaited<ReturnType<Send>> = ({ headers }) => ({
  status: 200,
  headers: [
    ['access-control-allow-origin', headers.find(([name]) => name === 'Origin')?.[1] ?? '*'],
    ['access-control-allow-credentials', 'true'],
    ['access-control-allow-methods', headers.find(([name]) => name === 'Access-Control-Request-Method')?.[1] ?? ''],
    ['access-control-allow-headers', headers.find(([name]) => name === 'Access-Control-Request-Headers')?.[1] ?? ''],
  ],
});
