import type { ProbedExchange } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { applications } from './applications.js';
import type { CodePlace } from './code-place.js';
import type { DetectedStack } from './detected.js';
import { platforms } from './platforms.js';
import { proxies } from './proxies.js';
import type { Recipe } from './recipe.js';
import { recipeOf } from './recipe-of.js';
import { renderedPolicy, type Stack } from './stack.js';

/** Every stack that is known: first what runs an app, then what stands in front of it, since a fix is best made where the app is. */
export const stacks: readonly Stack[] = [...applications, ...proxies, ...platforms];

/** An id of the catalogue. */
export type StackId = string;

/** Where a program can put its recipe; undefined where only a person can tell. */
export const codePlaceOf = (id: StackId): CodePlace | undefined => stacks.find((stack) => stack.id === id)?.place;

export const isStackId = (id: string): boolean => stacks.some((stack) => stack.id === id);

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
