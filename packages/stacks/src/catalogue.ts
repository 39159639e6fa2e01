import type { ProbedExchange } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { CodePlace } from './code-place.js';
import type { DetectedStack } from './detected.js';
import type { Recipe } from './recipe.js';
import { recipeOf } from './recipe-of.js';
import { renderedPolicy, type Stack } from './stack.js';
import { STACK_IDS, type StackId } from './stack-ids.js';
import { stacks } from './stacks.js';

/** Where a program can insert its recipe; undefined if it can't be inserted automatically. */
export const codePlaceOf = (id: StackId): CodePlace | undefined => stacks.find((stack) => stack.id === id)?.place;

export const isStackId = (id: string): id is StackId => STACK_IDS.some((one) => one === id);

/** The stacks detected in the exchanges, each with the evidence. */
export function detectStacks(exchanges: readonly ProbedExchange[]): DetectedStack[] {
  return stacks
    .map((stack) => ({ id: stack.id, evidence: [...new Set(exchanges.flatMap((one) => stack.detect(one)))] }))
    .filter(({ evidence }) => evidence.length > 0);
}

/** The detected platform whose own CORS settings the preflight responses show. */
export const corsSetter = (exchanges: readonly ProbedExchange[]): StackId | undefined =>
  stacks.find(
    ({ detect, setsCors }) =>
      setsCors !== undefined &&
      exchanges.some((one) => detect(one).length > 0) &&
      exchanges.some((one) => one.request.kind === 'preflight' && one.response && setsCors(one)),
  )?.id;

/**
 * The detected proxy that responds to preflights itself: none of them has the mark that every response of the app has. A
 * change of the app would then not reach them.
 */
export function preflightResponder(exchanges: readonly ProbedExchange[]): StackId | undefined {
  const isPreflight = ({ request, response }: ProbedExchange) => request.kind === 'preflight' && response !== undefined;
  const preflights = exchanges.filter(isPreflight);
  const shows = (one: ProbedExchange) => (stack: Stack) => stack.detect(one).length > 0;
  const app = stacks.find((stack) => stack.marksEveryResponse && exchanges.some((one) => shows(one)(stack)));
  if (!app || preflights.length === 0 || preflights.some((one) => shows(one)(app))) return undefined;
  return stacks.find((stack) => stack.role === 'proxy' && preflights.every((one) => shows(one)(stack)))?.id;
}

/**
 * The smallest correct configuration of a stack for a policy.
 * @throws RangeError if the stack is unknown or the policy's origins are a function.
 */
export function render(policy: PolicyConfig, id: StackId): Recipe {
  const stack = stacks.find((one) => one.id === id);
  if (!stack) throw new RangeError(`Unknown stack ${id}.`);
  return recipeOf(stack, renderedPolicy(policy));
}
