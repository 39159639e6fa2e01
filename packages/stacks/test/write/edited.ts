import { expect } from 'vitest';
import { render, type StackId } from '../../src/index.js';
import { insertRecipe } from '../../src/write/insert-recipe.js';

export const POLICY = { origins: ['https://app.example.com'] };

export const editOf = (stack: string, path: string, text: string | undefined) =>
  insertRecipe(render(POLICY, stack as StackId), path, text);

/** The text with the recipe in it. Inserting it again changes nothing. */
export async function edited(stack: string, path: string, text: string | undefined): Promise<string> {
  const edit = await editOf(stack, path, text);
  if (edit.kind !== 'edited') throw new Error(JSON.stringify(edit));
  expect(await editOf(stack, path, edit.text)).toEqual({ kind: 'unchanged' });
  return edit.text;
}

/** Why the recipe was not inserted. */
export async function refusal(stack: string, path: string, text: string | undefined): Promise<string> {
  const edit = await editOf(stack, path, text);
  return edit.kind === 'refused' ? edit.why : edit.kind;
}
