import { rulesOf } from './engines/engines.js';
import type { Block, BlockStage, EngineName, Exchange, Outcome, PageRequest, Send } from './exchange.js';
import type { Failure } from './failure.js';
import { type FetchContext, forget, mainFetch, resumeFetch } from './fetch.js';
import { PreflightCache } from './preflight-cache.js';
import { createRequest, isUnmade } from './request.js';

export interface SimulateOptions {
  /** Default `standard`. */
  readonly engine?: EngineName;
  /** A version of the engine, such as `150` or `156.0.8078.114`. Default: the newest that is tested. */
  readonly version?: string;
  readonly cache?: PreflightCache;
}

/**
 * What an engine does with a page's request: what it sends (through `send`), whether the page may read the response, and
 * what it prints. Calls that share a `cache` behave as requests of one page, one after the other.
 * @throws ProtocolError if `request` has no absolute URL or no serialized origin, or if `version` is not a version of the
 * engine; nothing is sent then.
 */
export async function simulate(request: PageRequest, send: Send, options: SimulateOptions = {}): Promise<Outcome> {
  const engine = options.engine ?? 'standard';
  const rules = rulesOf(engine, options.version);
  const created = createRequest(request, rules);
  const { refused = [] } = isUnmade(created) ? created : created.init;
  const warnings = request.initiator === 'xhr' ? refused.flatMap(rules.console.forbiddenHeader) : [];
  if (isUnmade(created))
    return { engine, allowed: false, exchanges: [], block: blockOf('request', created, -1), messages: warnings };
  warnings.push(...rules.console.requested(created));
  const exchanges: Exchange[] = [];
  const context: FetchContext = { rules, cache: options.cache ?? new PreflightCache(), exchanges, warnings };
  let step = mainFetch(context, created);
  while (step.kind === 'sending') {
    const { wire } = step;
    let exchange: Exchange;
    try {
      exchange = { request: wire, response: await send(wire) };
    } catch (failure) {
      exchange = { request: wire, failure };
    }
    exchanges.push(exchange);
    step = resumeFetch(context, step, exchange.response);
  }
  if (step.kind === 'response')
    return { engine, allowed: true, exchanges, response: step.response, messages: warnings };
  forget(context, step);
  return {
    engine,
    allowed: false,
    exchanges,
    block: blockOf(step.stage, step.failure, exchanges.length - 1),
    messages: [...warnings, ...rules.console.blocked(step)],
  };
}

function blockOf(stage: BlockStage, { code, parameter }: Failure, exchange: number): Block {
  return parameter === undefined ? { code, stage, exchange } : { code, stage, exchange, parameter };
}
