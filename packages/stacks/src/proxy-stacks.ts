import type { ProbedExchange } from '@corsmith/protocol';
import type { ProxyFault } from './detected.js';
import { passThrough } from './pass-through.js';
import type { Recipe } from './recipe.js';
import { recipeOf } from './recipe-of.js';
import type { RenderedPolicy, Stack } from './stack.js';
import { stacks } from './stacks.js';

/** What may stand between a browser and the app. */
const proxyStacks: readonly Stack[] = stacks.filter(({ role, standsBetween }) => role === 'proxy' || standsBetween);

/** The stack of that id, where it may stand between. */
export const proxyStack = (id: string | undefined): Stack | undefined => proxyStacks.find((stack) => stack.id === id);

/** What shows itself in an answer that came out of it, and not yet in the answer behind it. */
export const detectProxy = (outer: ProbedExchange, inner: ProbedExchange | undefined): Stack | undefined =>
  proxyStacks.find((stack) => stack.detect(outer).length > 0 && !(inner && stack.detect(inner).length > 0));

/** Let the headers of the server behind come through, or, where that is not enough, set all of them here. */
export function proxyRecipe(stack: Stack, policy: RenderedPolicy, by: ProxyFault | undefined): Recipe {
  const own = recipeOf(stack, policy);
  return (by && passThrough(own, by)) ?? own;
}
