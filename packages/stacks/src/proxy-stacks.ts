import type { ProbedExchange } from '@corsmith/protocol';
import type { ProxyFault } from './detected.js';
import { passThrough } from './pass-through.js';
import type { Recipe } from './recipe.js';
import { recipeOf } from './recipe-of.js';
import type { RenderedPolicy, Stack } from './stack.js';
import { stacks } from './stacks.js';

/** Stacks that can be a proxy in front of the app. */
const proxyStacks: readonly Stack[] = stacks.filter(({ role, canProxy }) => role === 'proxy' || canProxy);

/** The stack with that id, if it can be a proxy. */
export const proxyStack = (id: string | undefined): Stack | undefined => proxyStacks.find((stack) => stack.id === id);

/** The proxy that shows in the outer response but not in the inner one. */
export const detectProxy = (outer: ProbedExchange, inner: ProbedExchange | undefined): Stack | undefined =>
  proxyStacks.find((stack) => stack.detect(outer).length > 0 && !(inner && stack.detect(inner).length > 0));

/** How to pass the upstream's headers through; if that is not possible, how to set all of them in the proxy. */
export function proxyRecipe(stack: Stack, policy: RenderedPolicy, by: ProxyFault | undefined): Recipe {
  const own = recipeOf(stack, policy);
  return (by && passThrough(own, by)) ?? own;
}
