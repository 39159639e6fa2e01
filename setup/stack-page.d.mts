import type { Recipe } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';

export const samplePolicy: PolicyConfig;
export function stackPage(recipe: Recipe): string;
export function indexPage(pages: readonly (readonly [id: string, recipe: Recipe])[]): string;
