import { chromium } from './engines/chromium.js';
import { firefox } from './engines/firefox.js';
import { standard } from './engines/standard.js';
import { webkit } from './engines/webkit.js';
import type { Block, BlockStage, EngineName, Exchange, Outcome, PageRequest, Send } from './exchange.js';
import { answered, type FetchContext, forget, mainFetch } from './fetch.js';
import { PreflightCache } from './preflight-cache.js';
import { createRequest, type Failure, isUnmade } from './request.js';
import type { Rules } from './rules.js';

const ENGINES: Readonly<Record<EngineName, Rules>> = { standard, chromium, firefox, webkit };

/**
 * What an engine does with a page's request: what it sends (through `send`), whether the page may read the answer, and
 * what it prints. Calls that share a `cache` behave as requests of one page, one after the other.
 * @throws ProtocolError where `request` has no absolute URL or no serialised origin; nothing is sent then.
 */
export async function simulate(
  request: PageRequest,
  send: Send,
  options: { readonly engine?: EngineName; readonly cache?: PreflightCache } = {},
): Promise<Outcome> {
  const engine = options.engine ?? 'standard';
  const rules = ENGINES[engine];
  const created = createRequest(request, rules);
  const { refused = [] } = isUnmade(created) ? created : created.asked;
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
    step = answered(context, step, exchange.response);
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
