import { type PageRequest, type ProbedExchange, simulate } from '@corsmith/protocol';
import { neededPolicy, type Recipe, type StackId } from '@corsmith/stacks';
import type { CauseRule, FaultyProxy } from './cause.js';
import type { Cause, Diagnosis, Verdict } from './diagnosis.js';
import { layerTables } from './examine/compare-layers.js';
import { examine } from './examine/examine.js';
import type { Resolve } from './examine/local-server.js';
import { type SeenOutcome, unknownBecause } from './examine/unsent.js';
import { hasProblem, hiddenHeaders, isReadable } from './facts/problem.js';
import { exchangeFor, replay, type Seen } from './facts/seen.js';
import type { DirectServer, ProbeOptions } from './probe/probe.js';

export interface DiagnoseOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'> {
  /**
   * Also sends the request if it may change data (POST, PUT, DELETE…): once, and where a browser repeats it after a
   * redirect. Default false.
   */
  readonly send?: boolean;
  /** Exchanges of this request that took place before, as in a run of a contract: none of them is repeated. */
  readonly sentBefore?: readonly ProbedExchange[];
  /** Servers behind the URL's host, outermost first, to compare with. */
  readonly direct?: readonly DirectServer[];
  /** Asks this server in the place of the one that the URL's host leads to, and says what browsers would get from it. */
  readonly at?: DirectServer;
  /** Takes any certificate from `direct` and `at`. */
  readonly insecureDirect?: boolean;
  /** Response headers that the page wants to read. */
  readonly read?: readonly string[];
  /** Also asks for answers that are errors (404, 401, 405), to see whether they lose the headers. Default false. */
  readonly paths?: boolean;
  /**
   * Whether to send what no browser would: at most 12 requests, side by side, each GET, HEAD or OPTIONS without a body,
   * that tell one cause from another and find what is amiss. Default true. `direct` and `paths` come on top.
   */
  readonly extraProbes?: boolean;
  /** How names become addresses; default: DNS, and for the server the system. */
  readonly resolve?: Resolve;
  /** The stack to render the fix for; default: the one that is recognised. */
  readonly stack?: StackId;
  /** Is told of each exchange as soon as it is answered. */
  readonly onExchange?: (exchange: ProbedExchange) => void;
}

/**
 * Sends what a browser would send for this request, judges the answers as each engine does, and names what is wrong, in
 * the order in which the browser meets it, with the fix for the stack that answered.
 * @throws ProtocolError where the request has no absolute URL or no serialised origin; nothing is sent then.
 */
export async function diagnose(request: PageRequest, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const stacking = import('@corsmith/stacks');
  const seen = await examine(request, options);
  await stacking;
  return diagnosisOf(seen, options.stack);
}

/** What is known of a wire that was seen. */
export async function diagnosisOf(seen: Seen, named?: StackId): Promise<Diagnosis> {
  const { request, exchanges, outcomes, layers } = seen;
  const unsent = outcomes.find(({ unsent }) => unsent?.reason === 'unsafe')?.unsent?.request.method;
  const { detectStacks } = await import('@corsmith/stacks');
  const stack = detectStacks(exchanges);
  const hint = await hintOf(seen);
  const verdicts = outcomes.map((outcome) => [outcome.engine, verdictOf(outcome, seen, hint)]);
  return {
    request,
    ...(seen.read.length > 0 && { read: seen.read }),
    verdict: Object.fromEntries(verdicts) as Diagnosis['verdict'],
    exchanges,
    ...(unsent !== undefined && { unsent: { method: unsent } }),
    causes: await causesOf(seen, { named, recognised: stack[0]?.id }),
    warnings: isReadable(seen) ? (await import('./warn.js')).warn(seen) : [],
    stack,
    ...(layers.length > 0 && { layers: layerTables(layers, exchanges) }),
  };
}

async function causesOf(seen: Seen, stacks: FixStacks): Promise<Cause[]> {
  if (!hasProblem(seen)) return [];
  const { explain } = await import('./explain.js');
  const fixOf = await fixes(seen, stacks);
  return (await explain(seen)).map(({ rule, proxy, ...cause }) => {
    const fix = fixOf(rule, proxy);
    return { ...cause, fixedIn: proxy ? 'proxy' : rule.fixedIn, ...(fix && { fix }) };
  });
}

/** What the fix is rendered for. */
interface FixStacks {
  /** What was asked for by name. */
  readonly named?: StackId | undefined;
  /** The nearest to the app of those that were recognised. */
  readonly recognised?: StackId | undefined;
}

type FixOf = (rule: CauseRule, proxy: FaultyProxy | undefined) => Recipe | undefined;

/** The configuration that allows this request, where it is one that a server should have. */
async function fixes({ request, read, exchanges }: Seen, { named, recognised }: FixStacks): Promise<FixOf> {
  const [{ inForm, render }, { renderedPolicy, renderingProblem }, { proxyRecipe, detectProxy, proxyStack }] =
    await Promise.all([import('@corsmith/stacks'), import('@corsmith/stacks'), import('@corsmith/stacks')]);
  const policy = neededPolicy(request, read);
  if (renderingProblem(policy) !== undefined) return () => undefined;
  const stack = named ?? recognised;
  const onServer = stack === undefined ? undefined : render(policy, stack);
  return (rule, proxy) => {
    if (!proxy) {
      if (rule.fixedIn !== 'server' || !onServer) return undefined;
      return rule.id === 'response-without-headers-on-error' ? inForm(onServer, 'unhandled-errors') : onServer;
    }
    const inner = proxy.inner === undefined ? undefined : exchanges[proxy.inner];
    const there = proxyStack(named) ?? detectProxy(exchanges[proxy.outer]!, inner);
    return there && proxyRecipe(there, renderedPolicy(policy), proxy.by);
  };
}

/** What a GET shows that was sent in place of a request that was not: likely, and no verdict. */
async function hintOf({ request, outcomes, exchanges }: Seen): Promise<string> {
  const wire = outcomes.find(({ unsent }) => unsent?.reason === 'unsafe')?.unsent?.request;
  const substitute = wire && exchangeFor(exchanges, wire)?.exchange.request;
  if (substitute?.method !== 'GET') return '';
  const { block } = await simulate(request, replay(exchanges), { engine: 'chromium' });
  return block ? ` The response to a GET of the same URL would be blocked: ${block.code}.` : '';
}

function verdictOf(outcome: SeenOutcome, seen: Seen, hint: string): Verdict {
  const { allowed, block, messages, exchanges, unsent } = outcome;
  if (unsent) {
    const remedy = `Send it with --send.${hint}`;
    return { allowed: null, unknownBecause: unknownBecause(outcome, seen.read, remedy), messages: [] };
  }
  if (allowed || !block) {
    const hidden = hiddenHeaders(outcome, seen);
    return { allowed, ...(hidden.length > 0 && { hidden }), messages };
  }
  const { code, stage, parameter } = block;
  const wire = exchanges[block.exchange]?.request;
  const exchange = (wire && exchangeFor(seen.exchanges, wire)?.index) ?? -1;
  return { allowed, code, stage, exchange, ...(parameter !== undefined && { parameter }), messages };
}
