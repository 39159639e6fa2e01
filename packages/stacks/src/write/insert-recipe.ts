import path from 'node:path';
import { codePlaceOf } from '../catalogue.js';
import type { Recipe } from '../recipe.js';
import { type Edit, refused } from './edit.js';

/**
 * Inserts the recipe into the file's text; `text` is undefined if the file does not exist yet. Line endings and a byte order
 * mark are preserved.
 */
export async function insertRecipe(recipe: Recipe, file: string, text: string | undefined): Promise<Edit> {
  const isWindows = text !== undefined && /\r\n/.test(text) && !/[^\r]\n/.test(text);
  const mark = text?.startsWith('\ufeff') ? '\ufeff' : '';
  const plain = text?.slice(mark.length);
  const edit = await editOf(recipe, file, isWindows ? plain?.replaceAll('\r\n', '\n') : plain);
  if (edit.kind !== 'edited') return edit;
  return { kind: 'edited', text: mark + (isWindows ? edit.text.replaceAll('\n', '\r\n') : edit.text) };
}

async function editOf(recipe: Recipe, file: string, text: string | undefined): Promise<Edit> {
  if (recipe.removals) return refused(`${recipe.title} needs lines removed, which is left to you.`);
  const place = codePlaceOf(recipe.stack);
  const [{ code, path: usual } = { code: '', path: '' }] = recipe.files;
  if (place === undefined) return refused(`The right place for the code of ${recipe.title} is unclear.`);
  switch (place.kind) {
    case 'javascript-app':
      if (text === undefined) return refused('The file does not exist.');
      return (await import('./javascript-app.js')).editJavaScript(text, code, place, file);
    case 'python-app':
      if (text === undefined) return refused('The file does not exist.');
      return (await import('./python-app.js')).editPython(text, code, place);
    case 'json-rules':
      return (await import('./json-rules.js')).editJsonRules(text, code, place);
    case 'properties':
      return (await import('./data-file.js')).editProperties(text, code, place.prefix);
    case 'new-file': {
      const name = path.posix.basename(usual);
      if (path.basename(file) !== name)
        return refused(
          `For ${recipe.title} the file must be called ${name}. Name it with its folder, such as ${usual}.`,
        );
      return (await import('./data-file.js')).editNewFile(text, code);
    }
  }
}
