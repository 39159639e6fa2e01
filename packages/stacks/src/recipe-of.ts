import { narrowed } from './narrowed.js';
import type { Recipe, RecipeForm } from './recipe.js';
import type { RenderedPolicy, Stack } from './stack.js';

/** A stack's configuration for as much of a policy as it can express. The rest is listed, never widened. */
export function recipeOf({ id, title, limits, alwaysAllows = [], render }: Stack, whole: RenderedPolicy): Recipe {
  const { policy, leftOut, notes } = limits ? narrowed(whole, limits) : { policy: whole, leftOut: [], notes: [] };
  const { pitfalls, ...rendered } = render(policy);
  return {
    stack: id,
    title,
    ...(leftOut.length > 0 && { leftOut }),
    ...rendered,
    pitfalls: [...notes, ...pitfalls, ...alwaysAllows.map((name) => `${name} is always allowed.`)],
  };
}

/** The recipe in another of its forms, if it has that form. */
export function inForm(recipe: Recipe, id: RecipeForm['id']): Recipe {
  const { forms = [], ...rest } = recipe;
  const form = forms.find((one) => one.id === id);
  return form ? { ...rest, files: form.files, form: id } : recipe;
}
