import { type Edit, refused } from './edit.js';

/** Creates the file, unless it exists with the same content. */
export function editNewFile(text: string | undefined, recipe: string): Edit {
  const wanted = `${recipe.replace(/\n+$/, '')}\n`;
  if (text === undefined) return { kind: 'edited', text: wanted };
  if (text.trimEnd() === wanted.trimEnd()) return { kind: 'unchanged' };
  return refused('The file exists and has other content.');
}

/** Adds lines to a properties file that has none with this prefix. */
export function editProperties(text: string | undefined, recipe: string, prefix: string): Edit {
  const wanted = recipe.split('\n');
  const lines = (text ?? '').split(/\r?\n/).map((line) => line.trim());
  if (wanted.every((line) => lines.includes(line))) return { kind: 'unchanged' };
  const other = lines.findIndex((line) => line.replace(/^%[\w,-]+\./, '').startsWith(prefix));
  if (other >= 0)
    return refused(`Line ${other + 1} already configures CORS (${lines[other]?.slice(0, 60)}). Remove it first.`);
  const before = text === undefined || text === '' ? '' : `${text.replace(/\s+$/, '')}\n`;
  return { kind: 'edited', text: `${before}${recipe}\n` };
}
