import type { Spot } from '@corsmith/doctor';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { type Code, childrenOf, endOfLine, indentAt, lineOf, nodesOf, parsed, sourceOf } from './code-tree.js';
import { type Edit, indented, inserted, refused } from './edit.js';

type AppSpot = Extract<Spot, { kind: 'python-app' }>;

/** Puts code right after the one statement that creates the app, or behind all that is done with it. */
export function editPython(text: string, recipe: string, spot: AppSpot): Edit {
  const code = parsed(text, parser, 'Python');
  if (typeof code === 'string') return refused(code);
  const made = creations(code, spot);
  const [creation] = made;
  const wanted = `statement like app = ${spot.maker}(…)`;
  if (!creation) return refused(`It has no ${wanted}.`);
  if (made.length > 1)
    return refused(
      `It creates ${made.length} apps, on the lines ${made.map((one) => lineOf(code, one.from)).join(', ')}.`,
    );
  const statement = creation.parent;
  const name = statement?.firstChild;
  if (statement?.name !== 'AssignStatement' || name?.name !== 'VariableName' || !isAlone(statement))
    return refused(
      `Line ${lineOf(code, creation.from)} creates the app in a larger expression: split off a ${wanted}.`,
    );
  const app = sourceOf(code, name);
  const indent = indentAt(code, statement.from);
  const body = recipe
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => withName(line, app));
  const lines = indented(body, indent);
  if (text.includes(lines)) return { kind: 'unchanged' };
  const at = spot.at === 'creation' ? afterCreation(code, statement) : atEnd(code, statement, app);
  if (typeof at === 'string') return refused(at);
  const mark = corsMark(code);
  if (mark)
    return refused(
      `Line ${lineOf(code, mark.from)} is about CORS already (${sourceOf(code, mark).slice(0, 60)}): take that out first.`,
    );
  if (spot.at === 'creation') {
    const gap = /^\s*\n\s*\n|^\s*$/.test(text.slice(at)) ? '' : '\n';
    return { kind: 'edited', text: inserted(text, [{ at, text: `\n\n${lines}${gap}` }]) };
  }
  const after = text.slice(at).replace(/^\s*\n/, '');
  const before = text.slice(0, at).trimEnd();
  return { kind: 'edited', text: `${before}\n\n\n${lines}\n${after === '' ? '' : `\n\n${after}`}` };
}

function creations(code: Code, { module, maker }: AppSpot): SyntaxNode[] {
  const [framework = ''] = module.split('.');
  const imports = nodesOf(code.tree.topNode, /^ImportStatement$/);
  if (!imports.some((node) => sourceOf(code, node).includes(framework))) return [];
  return nodesOf(code.tree.topNode, /^CallExpression$/).filter(
    ({ firstChild }) => firstChild && [maker, `${module}.${maker}`].includes(sourceOf(code, firstChild)),
  );
}

/** One name, one value. */
const isAlone = (statement: SyntaxNode): boolean =>
  statement.getChildren('AssignOp').length === 1 && statement.getChildren('VariableName').length === 1;

function afterCreation(code: Code, statement: SyntaxNode): number | string {
  const end = endOfLine(code, statement, /^#/);
  return end ?? `On line ${lineOf(code, statement.to)} more follows the creation of the app: break the line there.`;
}

/** Behind the last statement, but before what only a direct start runs. Says why not where that would change something else. */
function atEnd(code: Code, statement: SyntaxNode, app: string): number | string {
  if (statement.parent?.name !== 'Script')
    return `Line ${lineOf(code, statement.from)} creates the app inside a function: wrap it where that is called.`;
  const statements = childrenOf(code.tree.topNode).filter(({ name }) => name !== 'Comment');
  const last = statements.at(-1);
  const isStart = last?.name === 'IfStatement' && /^if\s*\(?\s*__name__\s*==/.test(sourceOf(code, last));
  const start = isStart ? last.from : code.text.length;
  for (const one of statements) {
    if (one.from === statement.from || one.from === start) continue;
    const use = nodesOf(one, /^VariableName$/).find(
      (node) => sourceOf(code, node) === app && isHandedOn(code, node, app),
    );
    if (use)
      return `Line ${lineOf(code, use.from)} needs ${app} itself, and from the end of the file on ${app} is the middleware.`;
  }
  return start;
}

/** Whether the app itself is given away, or is looked up later: in an argument, in a value, in the body of a function. */
function isHandedOn(code: Code, use: SyntaxNode, app: string): boolean {
  let isGiven = false;
  for (let node = use; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.name === 'Decorator') return false;
    if (isFunction(parent)) {
      if (node.name === 'ParamList' || node.name === 'VariableName' || hasParameter(code, parent, app)) return false;
      return true;
    }
    if (parent.name === 'ArgList' || (parent.name === 'AssignStatement' && node.prevSibling?.name === 'AssignOp'))
      isGiven ||= !isObject(use);
  }
  return isGiven;
}

const isFunction = ({ name }: SyntaxNode): boolean => name === 'FunctionDefinition' || name === 'LambdaExpression';

/** A parameter of the same name is another thing. */
const hasParameter = (code: Code, definition: SyntaxNode, name: string): boolean =>
  (definition.getChild('ParamList')?.getChildren('VariableName') ?? []).some((one) => sourceOf(code, one) === name);

/** `app` in `app.get(…)`. */
const isObject = (use: SyntaxNode): boolean => use.parent?.name === 'MemberExpression' && use.prevSibling === null;

/** A recipe's line for an app of another name. */
const withName = (line: string, app: string): string =>
  line
    .replace(/^app\b/, app)
    .replace(/^( {4})app,$/, `$1${app},`)
    .replace(/^@app\./, `@${app}.`);

/** What is about CORS already, outside of comments. */
const corsMark = (code: Code): SyntaxNode | undefined =>
  nodesOf(code.tree.topNode, /^(?:VariableName|PropertyName|String)$/).find((node) =>
    (node.name === 'String' ? /access-control-/i : /cors/i).test(sourceOf(code, node)),
  );
