import type { PolicyConfig } from '@corsmith/server';
import type { Recipe } from '@corsmith/stacks';

export const samplePolicy: PolicyConfig;
export function stackPage(recipe: Recipe): string;
export function indexPage(pages: readonly (readonly [id: string, recipe: Recipe])[]): string;
