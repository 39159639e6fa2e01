import { isDeepStrictEqual } from 'node:util';
import { type Edit, refused } from './edit.js';

/** A file that is new, or has just that in it. */
export function editNewFile(text: string | undefined, recipe: string): Edit {
  const wanted = `${recipe.replace(/\n+$/, '')}\n`;
  if (text === undefined) return { kind: 'edited', text: wanted };
  if (text.trimEnd() === wanted.trimEnd()) return { kind: 'unchanged' };
  return refused('It is there already, with something else in it.');
}

/** Adds the rules to those of a file in JSON; what those allow stays allowed. */
export function editJsonRules(text: string | undefined, recipe: string, key: string | undefined): Edit {
  if (text === undefined) return editNewFile(text, recipe);
  const list = (data: unknown): unknown => (key === undefined ? data : (data as Record<string, unknown> | null)?.[key]);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refused(`It is no JSON: ${(error as Error).message}.`);
  }
  const rules = list(data);
  const wanted = list(JSON.parse(recipe)) as readonly unknown[];
  if (!Array.isArray(rules)) return refused(`It has no list of rules${key === undefined ? '' : ` under ${key}`}.`);
  const missing = wanted.filter((rule) => !rules.some((one) => isDeepStrictEqual(one, rule)));
  if (missing.length === 0) return { kind: 'unchanged' };
  rules.push(...missing);
  const indent = /^[{[]\r?\n([ \t]+)/.exec(text)?.[1] ?? 2;
  return { kind: 'edited', text: `${JSON.stringify(data, undefined, indent)}\n` };
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
