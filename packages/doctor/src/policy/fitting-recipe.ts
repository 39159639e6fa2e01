import type { PolicyConfig } from '@corsmith/server';
import { type Recipe, render, type StackId } from '@corsmith/stacks';

/**
 * The stack's configuration for as much of the policy as it can express, and at least for what is needed: what a stack can't
 * express was not allowed by its own configuration.
 */
export function fittingRecipe(policy: PolicyConfig, needed: PolicyConfig, stack: StackId): Recipe {
  const named: PolicyConfig = { ...policy, requestHeaders: needed.requestHeaders ?? [] };
  const plain = { ...named, methods: policy.methods?.filter((method) => method !== 'OPTIONS') ?? [] };
  const short: PolicyConfig = { ...plain, responseHeaders: needed.responseHeaders ?? [] };
  for (const one of [policy, ...(policy.requestHeaders === '*' ? [named] : []), plain, short]) {
    const recipe = render(one, stack);
    if (!recipe.leftOut) return recipe;
  }
  return render(needed, stack);
}
