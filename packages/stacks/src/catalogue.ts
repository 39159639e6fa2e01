import type { ProbedExchange } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { CodePlace } from './code-place.js';
import type { DetectedStack } from './detected.js';
import type { Recipe } from './recipe.js';
import { recipeOf } from './recipe-of.js';
import { renderedPolicy } from './stack.js';
import { STACK_IDS, type StackId } from './stack-ids.js';
import { stacks } from './stacks.js';

/** Where a program can put its recipe; undefined where only a person can tell. */
export const codePlaceOf = (id: StackId): CodePlace | undefined => stacks.find((stack) => stack.id === id)?.place;

export const isStackId = (id: string): id is StackId => (STACK_IDS as readonly string[]).includes(id);

/** The stacks that show themselves in the answers, each with what shows it. */
export function detectStacks(exchanges: readonly ProbedExchange[]): DetectedStack[] {
  return stacks
    .map((stack) => ({ id: stack.id, evidence: [...new Set(exchanges.flatMap((one) => stack.detect(one)))] }))
    .filter(({ evidence }) => evidence.length > 0);
}

/**
 * The smallest correct configuration of a stack for a policy.
 * @throws RangeError where there is no such stack, or where the policy's origins are a function.
 */
export function render(policy: PolicyConfig, id: StackId): Recipe {
  const stack = stacks.find((one) => one.id === id);
  if (!stack) throw new RangeError(`There is no stack ${id}.`);
  return recipeOf(stack, renderedPolicy(policy));
}
