import { isDeepStrictEqual } from 'node:util';
import { messageOf, recordOf } from '@corsmith/protocol';
import { parser } from '@lezer/javascript';
import type { CodePlace } from '../code-place.js';
import { type Code, indentAt, nodesOf, sourceOf } from './code-tree.js';
import { editNewFile } from './data-file.js';
import { type Edit, refused } from './edit.js';

type RulesPlace = Extract<CodePlace, { kind: 'json-rules' }>;
type Rule = Readonly<Record<string, unknown>>;

/**
 * Inserts the rules before those of a JSON file, since the first rule that matches a request decides. Headers that the
 * other rules expose to the same origins stay exposed. The rest of the text keeps its format.
 */
export function editJsonRules(text: string | undefined, recipe: string, place: RulesPlace): Edit {
  if (text === undefined) return editNewFile(text, recipe);
  const { key } = place;
  const list = (data: unknown): unknown => (key === undefined ? data : recordOf(data)[key]);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refused(`The file is not valid JSON: ${messageOf(error)}.`);
  }
  const rules = list(data);
  if (!Array.isArray(rules))
    return refused(`The file has no list of rules${key === undefined ? '' : ` under ${key}`}.`);
  const rendered = list(JSON.parse(recipe));
  const wanted = (Array.isArray(rendered) ? rendered : []).map((rule) => withExposed(recordOf(rule), rules, place));
  const missing = wanted.filter((rule) => !rules.some((one) => isDeepStrictEqual(one, rule)));
  if (missing.length > 0) return { kind: 'edited', text: withFirst(text, missing, key) };
  const index = rules.findIndex((one) => wanted.some((rule) => isDeepStrictEqual(one, rule)));
  const wins = rules.slice(0, index).findIndex((one) => wanted.some((rule) => shareOrigin(one, rule, place)));
  if (wins < 0) return { kind: 'unchanged' };
  return refused(
    `The rule is already there as number ${index + 1}, but rule ${wins + 1} matches first. Move it to the top.`,
  );
}

function withExposed(rule: Rule, rules: readonly Rule[], place: RulesPlace): Rule {
  const names = rules.filter((one) => shareOrigin(one, rule, place)).flatMap((one) => textsOf(one?.[place.exposed]));
  const exposed = [...new Set([...textsOf(rule[place.exposed]), ...names])];
  return exposed.length > 0 ? { ...rule, [place.exposed]: exposed } : rule;
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Whether an origin of one rule matches an origin or pattern of another. */
function shareOrigin(one: Rule | null, other: Rule, { origins }: RulesPlace): boolean {
  const patterns = textsOf(one?.[origins]).map(
    (text) => new RegExp(`^${text.replace(/[.+?^${}()|[\]\\/]/g, '\\$&').replaceAll('*', '.*')}$`),
  );
  return textsOf(other[origins]).some((origin) => patterns.some((pattern) => pattern.test(origin)));
}

/** The text with these rules first in its list, formatted like the rule that was first. */
function withFirst(text: string, rules: readonly Rule[], key: string | undefined): string {
  // JSON is an expression of JavaScript.
  const code: Code = { text: `(${text})`, tree: parser.parse(`(${text})`) };
  const lists = nodesOf(code.tree.topNode, /^ArrayExpression$/);
  const array = lists.find(({ parent }) => {
    if (key === undefined) return true;
    const name = parent?.name === 'Property' ? parent.firstChild : null;
    return name !== null && JSON.parse(sourceOf(code, name)) === key;
  });
  if (!array) throw new TypeError('The list of rules is not in the text.');
  const first = array.firstChild?.nextSibling;
  const isEmpty = !first || first.name === ']';
  const step = /\n([ \t]+)/.exec(text)?.[1] ?? '  ';
  const base = indentAt(code, array.from);
  const gap = isEmpty ? `\n${base}${step}` : code.text.slice(array.from + 1, first.from);
  const isCompact = !isEmpty && !sourceOf(code, first).includes('\n');
  const written = rules.map((rule) =>
    isCompact
      ? JSON.stringify(rule)
      : JSON.stringify(rule, undefined, step).replaceAll('\n', `\n${/[^\n]*$/.exec(gap)?.[0] ?? ''}`),
  );
  const end = isEmpty ? `\n${base}` : gap === '' ? ', ' : ',';
  const added = gap + written.join(`,${gap}`) + end;
  const at = array.from + 1;
  return (code.text.slice(0, at) + added + code.text.slice(at)).slice(1, -1);
}
