import path from 'node:path';
import { codePlaceOf, type Recipe } from '@corsmith/doctor';
import { type Edit, refused } from './edit.js';

/**
 * The file's text with the recipe in it; `text` is undefined where there is no file yet. Line ends and a byte order mark
 * stay as they are.
 */
export async function put(recipe: Recipe, file: string, text: string | undefined): Promise<Edit> {
  const isWindows = text !== undefined && /\r\n/.test(text) && !/[^\r]\n/.test(text);
  const mark = text?.startsWith('\ufeff') ? '\ufeff' : '';
  const plain = text?.slice(mark.length);
  const edit = await editOf(recipe, file, isWindows ? plain?.replaceAll('\r\n', '\n') : plain);
  if (edit.kind !== 'edited') return edit;
  return { kind: 'edited', text: mark + (isWindows ? edit.text.replaceAll('\n', '\r\n') : edit.text) };
}

async function editOf(recipe: Recipe, file: string, text: string | undefined): Promise<Edit> {
  if (recipe.removals)
    return refused(`Something has to be taken away for ${recipe.title}, which a person does better.`);
  const place = codePlaceOf(recipe.stack);
  const [{ code, path: usual } = { code: '', path: '' }] = recipe.files;
  if (place === undefined) return refused(`Where the code for ${recipe.title} goes, only a person can tell.`);
  switch (place.kind) {
    case 'javascript-app':
      if (text === undefined) return refused('There is no such file.');
      return (await import('./javascript-app.js')).editJavaScript(text, code, place, file);
    case 'python-app':
      if (text === undefined) return refused('There is no such file.');
      return (await import('./python-app.js')).editPython(text, code, place);
    case 'json-rules':
      return (await import('./json-rules.js')).editJsonRules(text, code, place);
    case 'properties':
      return (await import('./data-file.js')).editProperties(text, code, place.prefix);
    case 'new-file': {
      const name = path.posix.basename(usual);
      if (path.basename(file) !== name)
        return refused(`For ${recipe.title} the file is called ${name}: name it with its folder, as in ${usual}.`);
      return (await import('./data-file.js')).editNewFile(text, code);
    }
  }
}
