import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { CodePlace } from '../code-place.js';
import { type Code, childrenOf, endOfLine, indentAt, lineOf, nodesOf, parsed, sourceOf } from './code-tree.js';
import { type Edit, indented, inserted, refused, snippetOf } from './edit.js';
import { existingCall, hasImport } from './existing-call.js';

type AppPlace = Extract<CodePlace, { kind: 'javascript-app' }>;

/** Inserts the code right after the only statement that creates the app, and the imports after the framework's import. */
export function editJavaScript(text: string, recipe: string, place: AppPlace, path: string): Edit {
  const code = parsed(
    text,
    parser.configure({ dialect: dialectOf(path) }),
    'JavaScript or TypeScript',
    withoutImportEquals(text),
  );
  if (typeof code === 'string') return refused(code);
  const origin = importOf(code, place);
  const created = origin ? creations(code, origin.makers, place) : [];
  const [creation] = created;
  const wanted = `a statement like const app = ${sampleOf(place)}`;
  if (!origin || !creation) return refused(`The file has no ${wanted.slice(2)}.`);
  if (created.length > 1)
    return refused(
      `The file creates ${created.length} apps, on lines ${created.map((one) => lineOf(code, one.from)).join(', ')}.`,
    );
  const app = declarationOf(code, creation);
  if (!app)
    return refused(
      `Line ${lineOf(code, creation.from)} creates the app inside a larger expression. Split off ${wanted}.`,
    );
  const end = endOfLine(code, app.statement, /^(?:\/\/.*|\/\*(?:[^*]|\*(?!\/))*\*\/)$/);
  if (end === undefined)
    return refused(
      `On line ${lineOf(code, app.statement.to)}, more code follows the statement that creates the app. Break the line there.`,
    );

  const { imports, body } = snippetOf(recipe);
  const isModule = isEsModule(code, path);
  const name = sourceOf(code, app.name);
  const indent = indentAt(code, app.statement.from);
  // Only in an async function is it certain that await is allowed: a compiler may make CommonJS of a module.
  const [lines = '', other = ''] = (isInAsync(app.statement, code) ? ['await ', ''] : ['', 'await ']).map((wait) =>
    indented(
      body.map((line) => line.replace(/^(await )?app\./, (_, waits) => `${waits ? wait : ''}${name}.`)),
      indent,
    ),
  );
  const form = origin.form ?? (isModule ? 'import' : 'require');
  const first = imports.map((line) => inForm(line, form)).join('\n');
  if ([lines, other].some((done) => text.includes(done)) && hasImport(code, first)) return { kind: 'unchanged' };
  const marks = corsMarks(code);
  for (const done of [lines, other]) {
    const earlier = existingCall(code, app.statement, { imports: first, body: done }, marks);
    if (earlier)
      return {
        kind: 'edited',
        text: text.slice(0, earlier.from) + done.trimStart() + text.slice(earlier.to),
      };
  }
  const [mark] = marks;
  if (mark)
    return refused(
      `Line ${lineOf(code, mark.from)} already configures CORS (${sourceOf(code, mark).slice(0, 60)}). Remove it first.`,
    );
  const used = namesOf(body).find((one) => definitions(code).includes(one));
  if (used !== undefined) return refused(`The file already defines ${used}.`);
  const gap = /^\r?\n\s*\r?\n|^\s*$/.test(text.slice(end)) ? '' : '\n';
  const statement = { at: end, text: `\n\n${lines}${gap}` };
  return {
    kind: 'edited',
    text: inserted(text, first === '' ? [statement] : [statement, importInsertion(code, origin.statement, first)]),
  };
}

export const dialectOf = (path: string): string =>
  /\.[cm]?ts$/i.test(path) ? 'ts' : /\.tsx$/i.test(path) ? 'ts jsx' : 'jsx';

const sampleOf = ({ makers: [maker = ''], module, method }: AppPlace): string => {
  if (method !== undefined) return `await ${maker}.${method}(…)`;
  if (maker !== 'default') return `new ${maker}()`;
  return module === 'koa' ? 'new Koa()' : `${module}()`;
};

interface Imported {
  readonly statement: SyntaxNode;
  /** The local names of what creates apps. */
  readonly makers: readonly string[];
  /** How the project imports what has no ES module, if this statement shows it. */
  readonly form?: ImportForm;
}

type ImportForm = 'import' | 'require' | 'import-namespace' | 'import-equals';

/** The parser does not know `import x = require('x')`. The text keeps its length, so offsets stay the same. */
const withoutImportEquals = (text: string): string => text.replace(/^import(?=\s+\w+\s*=\s*require\()/gm, 'const ');

/** The statement that imports what creates apps. */
function importOf(code: Code, { module, makers }: AppPlace): Imported | undefined {
  for (const statement of nodesOf(code.tree.topNode, /^(?:Import|Variable)Declaration$/)) {
    if (statement.name === 'ImportDeclaration') {
      const from = statement.getChild('String');
      if (!from || sourceOf(code, from).slice(1, -1) !== module) continue;
      const locals = makers.flatMap((maker) => importedName(code, statement, maker));
      const isNamespace = statement.getChild('Star') !== null;
      if (locals.length > 0) return { statement, makers: locals, ...(isNamespace && { form: 'import-namespace' }) };
    } else
      for (const call of statement.getChildren('CallExpression')) {
        // const app = require('express')();
        const [callee] = childrenOf(call);
        if (callee && requires(code, callee, module)) return { statement, makers: [sourceOf(code, callee)] };
        if (!requires(code, call, module)) continue;
        const target = targetOf(call);
        const isWhole = target?.name === 'VariableDefinition' && makers.includes('default');
        const named = (target?.getChildren('PatternProperty') ?? []).map((one) => sourceOf(code, one));
        const locals = isWhole ? [sourceOf(code, target)] : named.filter((one) => makers.includes(one));
        const isEquals = /^import\b/.test(sourceOf(code, statement));
        if (locals.length > 0) return { statement, makers: locals, ...(isEquals && { form: 'import-equals' }) };
      }
  }
  return undefined;
}

/** What a value is assigned to in a declaration. */
function targetOf(value: SyntaxNode): SyntaxNode | undefined {
  let target = value.prevSibling;
  while (target && !/^(?:VariableDefinition|ObjectPattern)$/.test(target.name)) target = target.prevSibling;
  return target ?? undefined;
}

/** The local name of an export: `import x from`, `import * as x from`, `import { Hono as x } from`. */
function importedName(code: Code, statement: SyntaxNode, exported: string): string[] {
  if (exported === 'default') {
    const whole = statement.getChild('VariableDefinition');
    return whole ? [sourceOf(code, whole)] : [];
  }
  const group = statement.getChild('ImportGroup');
  const names = group ? sourceOf(code, group).slice(1, -1).split(',') : [];
  return names.flatMap((text) => {
    const [name = '', as] = text.trim().split(/\s+as\s+/);
    return name === exported ? [as ?? name] : [];
  });
}

function requires(code: Code, node: SyntaxNode, module: string): boolean {
  if (node.name !== 'CallExpression') return false;
  return [`require('${module}')`, `require("${module}")`].includes(sourceOf(code, node).replace(/\s/g, ''));
}

/** Every expression that creates an app. */
function creations(code: Code, makers: readonly string[], { method }: AppPlace): SyntaxNode[] {
  const callees = makers.map((maker) => (method === undefined ? maker : `${maker}.${method}`));
  return nodesOf(code.tree.topNode, /^(?:Call|New)Expression$/).filter((node) => {
    const first = childrenOf(node).find(({ name }) => name !== 'new');
    // create<NestExpressApplication>
    const callee = first?.name === 'InstantiationExpression' ? first.firstChild : first;
    return callee !== null && callee !== undefined && callees.includes(sourceOf(code, callee));
  });
}

/** Calls that return the app itself and have no part in its routes. */
const RETURNS_APP = /^(?:basePath|withTypeProvider)$/;

/** What is assigned: the created app, also through `module.exports =` and calls that return it. */
function assignedOf(code: Code, creation: SyntaxNode): SyntaxNode {
  const { parent } = creation;
  const next = parent?.parent;
  const property = parent?.getChild('PropertyName');
  const isSame =
    parent?.name === 'AwaitExpression' ||
    (parent?.name === 'AssignmentExpression' && /^(?:module\.)?exports\s*=[^=]/.test(sourceOf(code, parent)));
  if (parent && isSame) return assignedOf(code, parent);
  const isCall = parent?.name === 'MemberExpression' && property && RETURNS_APP.test(sourceOf(code, property));
  if (isCall && next?.name === 'CallExpression') return assignedOf(code, next);
  if (isCall && next?.name === 'InstantiationExpression' && next.parent?.name === 'CallExpression')
    return assignedOf(code, next.parent);
  return creation;
}

/** `const app = CREATION;` as a statement of its own. */
function declarationOf(
  code: Code,
  creation: SyntaxNode,
): { readonly statement: SyntaxNode; readonly name: SyntaxNode } | undefined {
  const declaration = assignedOf(code, creation).parent;
  if (declaration?.name !== 'VariableDeclaration' || declaration.getChildren('VariableDefinition').length !== 1)
    return undefined;
  const name = declaration.getChild('VariableDefinition');
  const statement = declaration.parent?.name === 'ExportDeclaration' ? declaration.parent : declaration;
  const isStatement = ['Script', 'Block'].includes(statement.parent?.name ?? '');
  return name && isStatement ? { statement, name } : undefined;
}

function isEsModule({ tree }: Code, path: string): boolean {
  if (/\.m[jt]s$/i.test(path)) return true;
  if (/\.c[jt]s$/i.test(path)) return false;
  return childrenOf(tree.topNode).some(({ name }) => name === 'ImportDeclaration' || name === 'ExportDeclaration');
}

function isInAsync(statement: SyntaxNode, code: Code): boolean {
  for (let node = statement.parent; node; node = node.parent)
    if (/Function|Method/.test(node.name)) return /^(?:export |default |static )*async\b/.test(sourceOf(code, node));
  return false;
}

/** `import cors from 'cors';` as the file imports the framework. */
const inForm = (line: string, form: ImportForm): string =>
  line.replace(/^import (.*) from ('.*');$/, (_, names: string, module: string) => {
    if (form === 'require') return `const ${names} = require(${module});`;
    if (form === 'import' || names.startsWith('{')) return line;
    return form === 'import-namespace'
      ? `import * as ${names} from ${module};`
      : `import ${names} = require(${module});`;
  });

/** After the framework's import, or before the statement that creates the app with require(). */
function importInsertion(code: Code, statement: SyntaxNode, line: string): { at: number; text: string } {
  const end = endOfLine(code, statement, /^\/[/*]/);
  const isCreation = statement.name === 'VariableDeclaration' && /\)\s*\(/.test(sourceOf(code, statement));
  const indent = indentAt(code, statement.from);
  if (isCreation || end === undefined) return { at: statement.from, text: `${line}\n${indent}` };
  return { at: end, text: `\n${indent}${line}` };
}

/** What already configures CORS, comments apart. */
const corsMarks = (code: Code): SyntaxNode[] =>
  nodesOf(code.tree.topNode, /^(?:(?:Variable|Property)(?:Name|Definition)|String|TemplateString)$/).filter((node) => {
    const source = sourceOf(code, node);
    return /String$/.test(node.name) ? /access-control-|(?:^|[/@'"])cors['"]$/i.test(source) : /cors/i.test(source);
  });

const definitions = (code: Code): string[] =>
  nodesOf(code.tree.topNode, /^VariableDefinition$/).map((node) => sourceOf(code, node));

/** The names that the recipe's code defines. */
const namesOf = (body: readonly string[]): string[] => body.flatMap((line) => /^const (\w+)/.exec(line)?.[1] ?? []);
