import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import type { CodePlace } from '../code-place.js';
import { type Code, endOfLine, indentAt, lineOf, nodesOf, parsed, sourceOf } from './code-tree.js';
import { type Edit, indented, inserted, refused, snippetOf } from './edit.js';

type AppPlace = Extract<CodePlace, { kind: 'python-app' }>;

/**
 * Inserts the code right after the only statement that creates the app, or after the app's last middleware, and the imports
 * beside the framework's.
 */
export function editPython(text: string, recipe: string, place: AppPlace): Edit {
  const code = parsed(text, parser, 'Python', withoutBareYield(text));
  if (typeof code === 'string') return refused(code);
  const created = creations(code, place);
  const [creation] = created;
  const wanted = `statement like app = ${place.maker}(…)`;
  if (!creation) return refused(`The file has no ${wanted}.`);
  if (created.length > 1)
    return refused(
      `The file creates ${created.length} apps, on lines ${created.map((one) => lineOf(code, one.from)).join(', ')}.`,
    );
  const statement = creation.parent;
  const name = statement?.firstChild;
  if (statement?.name !== 'AssignStatement' || name?.name !== 'VariableName' || !isAlone(statement))
    return refused(
      `Line ${lineOf(code, creation.from)} creates the app inside a larger expression. Split off a ${wanted}.`,
    );
  const app = sourceOf(code, name);
  const { imports, body } = snippetOf(recipe);
  const indent = indentAt(code, statement.from);
  const beside = endOfFrameworkImport(code, place, statement);
  const lines = indented(
    [...(beside === undefined ? [...imports, ''] : []), ...body].map((line) => withName(line, app)),
    indent,
  );
  if (text.includes(lines)) return { kind: 'unchanged' };
  const last = place.at === 'creation' ? statement : lastMiddleware(code, statement, app);
  const at = endOfLine(code, last, /^#/);
  if (at === undefined)
    return refused(`On line ${lineOf(code, last.to)}, more code follows the statement. Break the line there.`);
  const mark = corsMark(code);
  if (mark)
    return refused(
      `Line ${lineOf(code, mark.from)} already configures CORS (${sourceOf(code, mark).slice(0, 60)}). Remove it first.`,
    );
  const needed = imports.filter((line) => !isImported(code, line));
  const taken = needed.map((line) => line.replace(/^.* /, '')).find((one) => isDefined(code, one));
  if (taken !== undefined) return refused(`The file already defines ${taken}.`);
  const gap = /^\s*\n\s*\n|^\s*$/.test(text.slice(at)) ? '' : '\n';
  const above = needed.map((line) => `\n${line}`);
  const statements = { at, text: `\n\n${lines}${gap}` };
  return {
    kind: 'edited',
    text: inserted(text, beside === undefined ? [statements] : [statements, { at: beside, text: above.join('') }]),
  };
}

/** Where the imports go: after the module's first import of the framework; undefined if a function or block imports it. */
function endOfFrameworkImport(code: Code, { module }: AppPlace, creation: SyntaxNode): number | undefined {
  const first = nodesOf(code.tree.topNode, /^ImportStatement$/).find((node) =>
    new RegExp(`^(?:from|import)\\s+${module.split('.')[0]}\\b`).test(sourceOf(code, node)),
  );
  if (first?.parent?.name !== 'Script' || first.from > creation.from) return undefined;
  return endOfLine(code, first, /^#/);
}

/** Whether the file already has `from x import y`, alone or among other names. */
function isImported(code: Code, line: string): boolean {
  const [, module, name = ''] = /^from (\S+) import (\w+)$/.exec(line) ?? [];
  return nodesOf(code.tree.topNode, /^ImportStatement$/).some((node) => {
    const source = sourceOf(code, node);
    return (
      source.startsWith(`from ${module} import `) && new RegExp(`\\b${name}\\b(?!\\s+as\\b)`).test(source.slice(12))
    );
  });
}

/** Whether an import, or a statement of the module itself, gives that name to something else. */
const isDefined = (code: Code, name: string): boolean =>
  nodesOf(code.tree.topNode, /^(?:ImportStatement|AssignStatement|FunctionDefinition|ClassDefinition)$/).some((node) =>
    node.name === 'ImportStatement'
      ? new RegExp(`\\bimport\\b.*(?<!\\.)\\b${name}\\b(?!\\s+as\\b|\\.)`, 's').test(sourceOf(code, node))
      : node.parent?.name === 'Script' && node.getChildren('VariableName').some((one) => sourceOf(code, one) === name),
  );

/** The last sibling statement that adds a middleware to the app: the middleware added last runs first. */
function lastMiddleware(code: Code, creation: SyntaxNode, app: string): SyntaxNode {
  let last = creation;
  const adds = new RegExp(`(?:^|\\n)\\s*(?:${app}\\.add_middleware\\(|@${app}\\.middleware\\()`);
  for (let next = creation.nextSibling; next; next = next.nextSibling) if (adds.test(sourceOf(code, next))) last = next;
  return last;
}

/** The parser does not support `yield` without a value. The text keeps its length, so offsets stay the same. */
const withoutBareYield = (text: string): string => text.replace(/\byield(?=[ \t]*(?:[)\]#;]|$))/gm, 'None ');

function creations(code: Code, { module, maker }: AppPlace): SyntaxNode[] {
  const [framework = ''] = module.split('.');
  const imports = nodesOf(code.tree.topNode, /^ImportStatement$/);
  if (!imports.some((node) => sourceOf(code, node).includes(framework))) return [];
  return nodesOf(code.tree.topNode, /^CallExpression$/).filter(
    ({ firstChild }) => firstChild && [maker, `${module}.${maker}`].includes(sourceOf(code, firstChild)),
  );
}

/** Assigns one value to one name. */
const isAlone = (statement: SyntaxNode): boolean =>
  statement.getChildren('AssignOp').length === 1 && statement.getChildren('VariableName').length === 1;

/** A recipe's line with the app's own name. */
const withName = (line: string, app: string): string =>
  line
    .replace(/^app\b/, app)
    .replace(/^( {4})app,$/, `$1${app},`)
    .replace(/^@app\./, `@${app}.`);

/** What already configures CORS, comments apart. */
const corsMark = (code: Code): SyntaxNode | undefined =>
  nodesOf(code.tree.topNode, /^(?:VariableName|PropertyName|String)$/).find((node) =>
    (node.name === 'String' ? /access-control-/i : /cors/i).test(sourceOf(code, node)),
  );
