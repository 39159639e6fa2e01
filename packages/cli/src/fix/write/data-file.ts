import { type Edit, refused } from './edit.js';

/** A file that is new, or has just that in it. */
export function editNewFile(text: string | undefined, recipe: string): Edit {
  const wanted = `${recipe.replace(/\n+$/, '')}\n`;
  if (text === undefined) return { kind: 'edited', text: wanted };
  if (text.trimEnd() === wanted.trimEnd()) return { kind: 'unchanged' };
  return refused('It is there already, with something else in it.');
}

/** Adds lines to a file of properties that has none with this prefix. */
export function editProperties(text: string | undefined, recipe: string, prefix: string): Edit {
  const wanted = recipe.split('\n');
  const lines = (text ?? '').split(/\r?\n/).map((line) => line.trim());
  if (wanted.every((line) => lines.includes(line))) return { kind: 'unchanged' };
  const other = lines.findIndex((line) => line.replace(/^%[\w,-]+\./, '').startsWith(prefix));
  if (other >= 0)
    return refused(`Line ${other + 1} is about CORS already (${lines[other]?.slice(0, 60)}): take that out first.`);
  const before = text === undefined || text === '' ? '' : `${text.replace(/\s+$/, '')}\n`;
  return { kind: 'edited', text: `${before}${recipe}\n` };
}
