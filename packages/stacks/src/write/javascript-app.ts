import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { CodePlace } from '../code-place.js';
import { type Code, childrenOf, endOfLine, indentAt, lineOf, nodesOf, parsed, sourceOf } from './code-tree.js';
import { type Edit, indented, inserted, refused, snippetOf } from './edit.js';
import { existingCall, hasImport } from './existing-call.js';

type AppPlace = Extract<CodePlace, { kind: 'javascript-app' }>;

/** Inserts the code right after the only statement that creates the app, and the imports after the framework's import. */
export function editJavaScript(text: string, recipe: string, place: AppPlace, path: string): Edit {
  const code = parsed(text, parser.configure({ dialect: dialectOf(path) }), 'JavaScript or TypeScript');
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
  const app = declarationOf(creation);
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
  if (body.some((line) => line.startsWith('await ')) && !mayAwait(app.statement, isModule, code))
    return refused(
      `The recipe needs await, which line ${lineOf(code, app.statement.from)} does not allow. Create the app in an async function or in an ES module.`,
    );
  const name = sourceOf(code, app.name);
  const indent = indentAt(code, app.statement.from);
  const lines = indented(
    body.map((line) => line.replace(/^(await )?app\./, (_, wait = '') => `${wait}${name}.`)),
    indent,
  );
  const first = imports.map((line) => (isModule ? line : required(line))).join('\n');
  if (text.includes(lines) && hasImport(code, first)) return { kind: 'unchanged' };
  const marks = corsMarks(code);
  const earlier = existingCall(code, app.statement, { imports: first, body: lines }, marks);
  if (earlier)
    return {
      kind: 'edited',
      text: text.slice(0, earlier.from) + lines.trimStart() + text.slice(earlier.to),
    };
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

const dialectOf = (path: string): string => (/\.[cm]?ts$/i.test(path) ? 'ts' : /\.tsx$/i.test(path) ? 'ts jsx' : 'jsx');

const sampleOf = ({ makers: [maker = ''], module, method }: AppPlace): string => {
  if (method !== undefined) return `await ${maker}.${method}(…)`;
  if (maker !== 'default') return `new ${maker}()`;
  return module === 'koa' ? 'new Koa()' : `${module}()`;
};

interface Imported {
  readonly statement: SyntaxNode;
  /** The local names of what creates apps. */
  readonly makers: readonly string[];
}

/** The statement that imports what creates apps. */
function importOf(code: Code, { module, makers }: AppPlace): Imported | undefined {
  for (const statement of nodesOf(code.tree.topNode, /^(?:Import|Variable)Declaration$/)) {
    if (statement.name === 'ImportDeclaration') {
      const from = statement.getChild('String');
      if (!from || sourceOf(code, from).slice(1, -1) !== module) continue;
      const locals = makers.flatMap((maker) => importedName(code, statement, maker));
      if (locals.length > 0) return { statement, makers: locals };
    } else {
      const call = statement.getChild('CallExpression');
      if (!call || !requires(code, call, module)) {
        // const app = require('express')();
        const [callee] = call ? childrenOf(call) : [];
        if (callee && requires(code, callee, module)) return { statement, makers: [sourceOf(code, callee)] };
        continue;
      }
      const whole = statement.getChild('VariableDefinition');
      const pattern = statement.getChild('ObjectPattern');
      if (whole && makers.includes('default')) return { statement, makers: [sourceOf(code, whole)] };
      const named = (pattern?.getChildren('PatternProperty') ?? []).map((one) => sourceOf(code, one));
      const locals = named.filter((one) => makers.includes(one));
      if (locals.length > 0) return { statement, makers: locals };
    }
  }
  return undefined;
}

/** The local name of an export: `import x from`, `import { Hono as x } from`. */
function importedName(code: Code, statement: SyntaxNode, exported: string): string[] {
  if (exported === 'default') {
    const whole = statement.getChild('VariableDefinition');
    const isNamespace = statement.getChild('Star') !== null;
    return whole && !isNamespace ? [sourceOf(code, whole)] : [];
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

/** `const app = CREATION;` as a statement of its own. */
function declarationOf(
  creation: SyntaxNode,
): { readonly statement: SyntaxNode; readonly name: SyntaxNode } | undefined {
  const value = creation.parent?.name === 'AwaitExpression' ? creation.parent : creation;
  const declaration = value.parent;
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

function mayAwait(statement: SyntaxNode, isModule: boolean, code: Code): boolean {
  for (let node = statement.parent; node; node = node.parent)
    if (/Function|Method/.test(node.name)) return /^(?:export |default |static )*async\b/.test(sourceOf(code, node));
  return isModule;
}

/** `import cors from 'cors';` in CommonJS. */
const required = (line: string): string => line.replace(/^import (.*) from ('.*');$/, 'const $1 = require($2);');

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
