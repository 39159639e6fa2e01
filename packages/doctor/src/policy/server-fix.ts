import type { PolicyConfig } from '@corsmith/server';
import { inForm, type NeededPolicy, neededPolicy, type Recipe, type StackId } from '@corsmith/stacks';
import type { Cause, Diagnosis } from '../diagnosis.js';
import type { Explained } from '../explain.js';
import type { Seen } from '../facts/seen.js';
import { changeSentence, keptSentence } from './change-sentence.js';
import { fittingRecipe } from './fitting-recipe.js';
import { mergedPolicy } from './merged-policy.js';
import { type ObservedPolicy, observedPolicy } from './observed-policy.js';

/** What the fix is rendered for. */
export interface FixStacks {
  /** The stack that was passed by name. */
  readonly named?: StackId | undefined;
  /** The detected stack nearest to the app. */
  readonly detected?: StackId | undefined;
}

/** Where a cause is fixed. */
export const fixedInOf = ({ rule, proxy, fixedIn }: Explained): Cause['fixedIn'] =>
  proxy ? 'proxy' : (fixedIn ?? rule.fixedIn);

/** The fix of one cause, as far as it is a change of a CORS configuration. */
export type Fixed = Pick<Cause, 'change' | 'fix'> & Pick<Diagnosis, 'policy'>;

/** For each cause: what to change in the policy that the server has today, and its stack's configuration afterwards. */
export async function fixer(seen: Seen, stacks: FixStacks): Promise<(explained: Explained) => Fixed> {
  const catalogue = await import('@corsmith/stacks');
  const needed = neededPolicy(seen.request, seen.read);
  if (catalogue.renderingProblem(needed) !== undefined) return () => ({});
  return (explained) => {
    const { rule, proxy, stack, responder } = explained;
    const place = fixedInOf(explained);
    // Where another responds, the app's configuration changes nothing.
    if (!(place === 'server' || place === 'proxy') || (responder && stack === undefined && !proxy)) return {};
    const before = observedPolicy(seen.observed, serverOf(seen, explained));
    const merged = mergedPolicy(before, needed);
    const policy = catalogue.renderingProblem(merged) === undefined ? merged : needed;
    const isOwnRoute = rule.recipe === 'of the route' && !proxy;
    const change = isOwnRoute ? firstSentence(rule.fixSentence) : changeOf(explained, before, needed, policy);
    const fix = isOwnRoute ? undefined : recipeFor(explained, { policy, needed, before, seen, stacks }, catalogue);
    return { change, policy, ...(fix && { fix: { ...fix, change } }) };
  };
}

/** The additions to the policy; if there are none, what the cause's fix is, and what stays. */
function changeOf(
  { rule, proxy }: Explained,
  before: ObservedPolicy,
  needed: NeededPolicy,
  policy: PolicyConfig,
): string {
  const added = proxy ? undefined : changeSentence(before, needed, policy);
  if (added !== undefined && !rule.isMoreThanPolicy) return added;
  return [firstSentence(rule.fixSentence), added ?? keptSentence(before, needed, policy)].filter(Boolean).join(' ');
}

const firstSentence = (text: string): string => /^.*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;

interface Wanted {
  readonly policy: PolicyConfig;
  readonly needed: PolicyConfig;
  readonly before: ObservedPolicy;
  readonly seen: Seen;
  readonly stacks: FixStacks;
}

function recipeFor(
  explained: Explained,
  { policy, needed, seen: { exchanges, observed }, stacks: { named, detected } }: Wanted,
  {
    corsSetter,
    detectProxy,
    isStackId,
    preflightResponder,
    proxyRecipe,
    proxyStack,
    renderedPolicy,
  }: typeof import('@corsmith/stacks'),
): Recipe | undefined {
  const { rule, proxy, stack: place } = explained;
  if (proxy) {
    const inner = proxy.inner === undefined ? undefined : exchanges[proxy.inner];
    const outer = exchanges[proxy.outer];
    const there = proxyStack(named) ?? (outer && detectProxy(outer, inner));
    return there && proxyRecipe(there, renderedPolicy(policy), proxy.by);
  }
  const seenSetter = () => corsSetter(observed) ?? preflightResponder(observed) ?? detected;
  const stack = place !== undefined && isStackId(place) ? place : (named ?? seenSetter());
  if (stack === undefined || fixedInOf(explained) === 'proxy') return undefined;
  const onServer = fittingRecipe(policy, needed, stack);
  return rule.id === 'response-without-headers-on-error' ? inForm(onServer, 'unhandled-errors') : onServer;
}

/** The server that sent the judged response. */
function serverOf({ request, exchanges }: Seen, { judged }: Explained): string {
  const { url } = (judged === undefined ? undefined : exchanges[judged]?.request) ?? request;
  return URL.canParse(url) ? new URL(url).origin : '';
}
