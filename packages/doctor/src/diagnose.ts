import { byBrowser, defined, type PageRequest, simulate } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { DetectedStack, StackId } from '@corsmith/stacks';
import type { DiagnoseOptions } from './diagnose-options.js';
import type { Cause, Diagnosis, Verdict, VerdictEngine } from './diagnosis.js';
import { layerTables } from './examine/compare-layers.js';
import { examine } from './examine/examine.js';
import { type SeenOutcome, unknownBecause } from './examine/unsent.js';
import { hasProblem, hiddenHeaders, isReadable } from './facts/problem.js';
import { exchangeFor, replay, type Seen } from './facts/seen.js';
import { withBrowsers } from './senders.js';

/**
 * Sends what a browser would send for this request, judges the responses as each engine does, and names the causes, in the
 * order in which the browser meets them, with the fix for the server's stack.
 * @throws ProtocolError if the request has no absolute URL or no serialised origin; nothing is sent then.
 */
export async function diagnose(request: PageRequest, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const stacking = import('@corsmith/stacks');
  const seen = await examine(request, options);
  await stacking;
  const diagnosis = await diagnosisOf(seen, options.stack);
  return options.thirdParty ? withoutServerFixes(diagnosis, seen) : diagnosis;
}

/** What the page can do, instead of what the server should. */
async function withoutServerFixes(
  { policy: _, notes: _notes, ...diagnosis }: Diagnosis,
  seen: Seen,
): Promise<Diagnosis> {
  const isPage = ({ fixedIn }: Cause) => fixedIn === 'page';
  const causes = diagnosis.causes.map((cause): Cause => {
    const { fix, change, ...rest } = cause;
    return isPage(cause) ? cause : rest;
  });
  const [first] = causes;
  if (!first || isPage(first)) return { ...diagnosis, causes };
  const { waysFromThePage } = await import('./third-party/ways-from-the-page.js');
  return { ...diagnosis, causes, thirdParty: { ways: await waysFromThePage(seen) } };
}

/** The diagnosis of what was seen on the wire. */
export async function diagnosisOf(seen: Seen, named?: StackId): Promise<Diagnosis> {
  const { request, exchanges, outcomes, layers } = seen;
  const unsent = outcomes.find(({ unsent }) => unsent?.reason === 'unsafe')?.unsent?.request.method;
  const { detectStacks } = await import('@corsmith/stacks');
  const stack = detectStacks(exchanges);
  const hint = await hintOf(seen);
  const verdict = (engine: VerdictEngine): Verdict => {
    const outcome = outcomes.find((one) => one.engine === engine);
    if (!outcome) throw new TypeError(`Nothing was judged by the rules of ${engine}.`);
    return verdictOf(outcome, seen, hint);
  };
  return {
    request,
    ...(seen.read.length > 0 && { read: seen.read }),
    verdict: { ...byBrowser(verdict), standard: verdict('standard') },
    exchanges: withBrowsers(exchanges, outcomes),
    ...(unsent !== undefined && { unsent: { method: unsent } }),
    ...(await causesOf(seen, stack, named)),
    ...(hasProblem(seen) && (await publicApi(request.url))),
    ...(seen.cookies?.length && { cookies: seen.cookies.map(({ report }) => report) }),
    warnings: isReadable(seen) && !seen.repetition ? (await import('./warn.js')).warn(seen) : [],
    stack,
    ...(layers.length > 0 && { layers: layerTables(layers, exchanges) }),
  };
}

async function publicApi(url: string): Promise<Pick<Diagnosis, 'publicApi'>> {
  const host = (await import('./third-party/public-apis.js')).publicApiOf(url);
  return host === undefined ? {} : { publicApi: host };
}

async function causesOf(
  seen: Seen,
  stack: readonly DetectedStack[],
  named: StackId | undefined,
): Promise<Pick<Diagnosis, 'causes' | 'hiddenResponse' | 'policy' | 'notes'>> {
  if (!hasProblem(seen)) return { causes: [] };
  const [{ explain }, { fixedInOf, fixer }, { hiddenResponseOf }, { notesOn }] = await Promise.all([
    import('./explain.js'),
    import('./policy/server-fix.js'),
    import('./hidden-response.js'),
    import('./notes-on.js'),
  ]);
  const fixOf = await fixer(seen, { named, detected: stack[0]?.id });
  const all = await explain(seen);
  const hiddenResponse = hiddenResponseOf(seen, all);
  const policies: PolicyConfig[] = [];
  const causes = all.map((explained): Cause => {
    const { rule, proxy, stack: _, responder, judged, fixedIn, ...cause } = explained;
    const { policy, change, fix } = fixOf(explained);
    if (policy) policies.push(policy);
    return {
      ...cause,
      fixedIn: fixedInOf(explained),
      ...defined({ change, fix }),
    };
  });
  const notes = notesOn({ seen, stack, cause: causes[0], explained: all[0] });
  return {
    causes,
    ...(policies[0] && { policy: policies[0] }),
    ...(notes.length > 0 && { notes }),
    ...(hiddenResponse && { hiddenResponse }),
  };
}

/** What the GET shows that was sent instead of an unsent request: likely, not a verdict. */
async function hintOf({ request, outcomes, exchanges }: Seen): Promise<string> {
  const wire = outcomes.find(({ unsent }) => unsent?.reason === 'unsafe')?.unsent?.request;
  const substitute = wire && exchangeFor(exchanges, wire)?.exchange.request;
  if (substitute?.method !== 'GET') return '';
  const { block } = await simulate(request, replay(exchanges), { engine: 'chromium' });
  return block ? ` The response to a GET of the same URL would be blocked: ${block.code}.` : '';
}

function verdictOf(outcome: SeenOutcome, seen: Seen, hint: string): Verdict {
  const { messages, exchanges } = outcome;
  if (outcome.unsent) {
    const advice = `Send it with --send.${hint}`;
    return { allowed: null, unknownBecause: unknownBecause(outcome, seen.read, advice), messages: [] };
  }
  if (outcome.allowed) {
    const hidden = hiddenHeaders(outcome, seen);
    return { allowed: true, ...(hidden.length > 0 && { hidden }), messages };
  }
  const { block } = outcome;
  const wire = exchanges[block.exchange]?.request;
  const exchange = (wire && exchangeFor(seen.exchanges, wire)?.index) ?? -1;
  return { allowed: false, ...block, exchange, messages };
}
