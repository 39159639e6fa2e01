import { type PolicyReading, placeOf } from '@corsmith/readers';
import type { PolicyConfig } from '@corsmith/server';
import { type Recipe, render, type StackId } from '@corsmith/stacks';
import { type Comparison, compare, sideOfPolicy, sideOfReading } from '../compare/index.js';
import { read } from '../lint.js';
import { policyOf } from './policy-of.js';
import { writtenFiles } from './written-files.js';

/** A configuration in the form of another stack, and what of it is lost. */
export interface Conversion {
  readonly file: string;
  readonly line: number;
  readonly where?: string;
  readonly policy: PolicyConfig;
  readonly recipe: Recipe;
  /** What the policy or the target cannot say, in sentences. */
  readonly leftOut: readonly string[];
  /** Requests whose outcome differs, between the configuration and what was rendered. */
  readonly comparison: Comparison;
  /** `target`: the rendered configuration was read back; `policy`: there is no reader for it. */
  readonly comparedWith: 'target' | 'policy';
}

/** Why a configuration is not converted. */
export interface NotConverted {
  readonly file: string;
  readonly line: number;
  readonly why: string;
}

/** Renders what was read for another stack, then compares the two. It never allows more silently. */
export async function convert(reading: PolicyReading, stack: StackId): Promise<Conversion | NotConverted> {
  const { at, where } = reading;
  const place = { file: at.file.path, line: placeOf(at).line };
  const found = policyOf(reading);
  if (typeof found === 'string') return { ...place, why: found };
  const { policy } = found;
  const recipe = render(policy, stack);
  const [target] = read({ files: writtenFiles(recipe) }).policies;
  const side = target ? sideOfReading(target) : sideOfPolicy(policy, recipe.title);
  const compared = { ...side, title: recipe.title, ...(where !== undefined && { where }) };
  const comparison = await compare(
    { kind: 'parts', sides: [sideOfReading(reading)] },
    { kind: 'whole', sides: [compared] },
  );
  return {
    ...place,
    ...(where !== undefined && { where }),
    policy,
    recipe,
    leftOut: [...new Set([...found.leftOut, ...(recipe.leftOut ?? [])])],
    comparison,
    comparedWith: target ? 'target' : 'policy',
  };
}
