import { codePlaceOf, type Recipe, render, stacks } from '@corsmith/stacks';

export interface ListedStack extends Pick<Recipe, 'stack' | 'title' | 'verified' | 'version'> {
  /** Whether `--write` supports it. */
  readonly writes: boolean;
}

/** Whether a recipe is verified does not depend on the policy. */
const ANY_POLICY = { origins: ['https://app.example.com'] };

/** Every stack, whether its recipe is verified, and whether `--write` supports it. */
export const listedStacks = (): readonly ListedStack[] =>
  stacks.map(({ id }) => {
    const { stack, title, verified, version } = render(ANY_POLICY, id);
    return { stack, title, verified, writes: codePlaceOf(id) !== undefined, ...(version !== undefined && { version }) };
  });
