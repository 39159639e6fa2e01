import path from 'node:path';
import type { Recipe } from '../recipe.js';
import { inForm } from '../recipe-of.js';
import { fileExists, type Project } from './project.js';

const NAMES = ['proxy', 'middleware'].flatMap((name) => [`${name}.ts`, `${name}.js`]);

/** The recipe in the form that this project's Next.js reads from that file, or a sentence that says why it does not read it. */
export async function nextRecipe(
  recipe: Recipe,
  file: string,
  { folder, dependencies }: Project,
): Promise<Recipe | string> {
  const version = dependencies.get('next');
  const [, major] = /(\d+)/.exec(version ?? '') ?? [];
  const isMiddleware = path.basename(file) === 'middleware.ts';
  if (major !== undefined && Number(major) < 16 !== isMiddleware)
    return `Next.js ${major} reads ${isMiddleware ? 'proxy.ts' : 'middleware.ts'}, not ${path.basename(file)}. Name that file.`;
  const source = path.join(folder, 'src');
  const hasApp = async (parent: string) =>
    (await fileExists(path.join(parent, 'app'))) || fileExists(path.join(parent, 'pages'));
  const isInSource = path.dirname(path.resolve(file)) === source;
  const wanted = (await hasApp(source)) ? 'src/' : (await hasApp(folder)) ? '' : undefined;
  if (wanted !== undefined && isInSource !== (wanted === 'src/'))
    return `Next.js reads it beside app/ or pages/ only. Name ${wanted}${path.basename(file)} in ${path.relative('', folder) || 'this folder'}.`;
  for (const name of NAMES)
    for (const parent of [folder, source]) {
      const other = path.join(parent, name);
      if (other !== path.resolve(file) && (await fileExists(other)))
        return `${path.relative('', other)} already exists, and Next.js reads only one such file. Add the code there.`;
    }
  return isMiddleware ? inForm(recipe, 'before-16') : recipe;
}
