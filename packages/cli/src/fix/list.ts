import { codePlaceOf, type Recipe, render, stacks } from '@corsmith/stacks';

export interface ListedStack extends Pick<Recipe, 'stack' | 'title' | 'verified' | 'version'> {
  /** Whether `--write` can put it into a file. */
  readonly writes: boolean;
}

/** How far a recipe is proved is the same for every policy. */
const ANY_POLICY = { origins: ['https://app.example.com'] };

/** Every stack, how far its recipe is proved, and whether a program can write it. */
export const listedStacks = (): readonly ListedStack[] =>
  stacks.map(({ id }) => {
    const { stack, title, verified, version } = render(ANY_POLICY, id);
    return { stack, title, verified, writes: codePlaceOf(id) !== undefined, ...(version !== undefined && { version }) };
  });
