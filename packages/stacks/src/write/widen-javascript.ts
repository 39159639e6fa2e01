import type { PolicyConfig } from '@corsmith/server';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { list, quoted } from '../javascript.js';
import { type Code, childrenOf, lineOf, nodesOf, parsed, sourceOf } from './code-tree.js';
import type { Edit } from './edit.js';
import { dialectOf } from './javascript-app.js';
import { missingNames } from './missing-names.js';
import { appended, editOf, type Insertions, listed, type Texts, unreadable } from './widened-list.js';

/** The names of the options, which differ between packages. */
interface Options {
  readonly methods: string;
  readonly requestHeaders: string;
  readonly responseHeaders: string;
  /** What is allowed without the option. */
  readonly usual: readonly string[];
  /** Its origin is one text or a function, never a list. */
  readonly isOneOrigin?: true;
}

/** Everything that any version of these packages allows without the option. */
const USUAL_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const CORS: Options = {
  methods: 'methods',
  requestHeaders: 'allowedHeaders',
  responseHeaders: 'exposedHeaders',
  usual: USUAL_METHODS,
};
const SHORT: Options = {
  methods: 'allowMethods',
  requestHeaders: 'allowHeaders',
  responseHeaders: 'exposeHeaders',
  usual: USUAL_METHODS,
};
/** Since version 10. */
const FASTIFY: Options = { ...CORS, usual: ['GET', 'HEAD', 'POST'] };

const PACKAGES: Readonly<Record<string, Options>> = {
  cors: CORS,
  '@fastify/cors': FASTIFY,
  'fastify-cors': CORS,
  'hono/cors': SHORT,
  '@koa/cors': { ...SHORT, isOneOrigin: true },
};

/**
 * Adds what the policy allows to the lists of the one registration that the file has, in its own words; undefined if it has
 * none, or several. Nothing that is there is removed.
 */
export function widenJavaScript(text: string, policy: PolicyConfig, path: string): Edit | undefined {
  const code = parsed(text, parser.configure({ dialect: dialectOf(path) }), 'JavaScript or TypeScript');
  if (typeof code === 'string') return undefined;
  const [registration, ...others] = registrations(code);
  if (!registration || others.length > 0 || typeof policy.origins === 'function') return undefined;
  const { options, call } = registration;
  const object = call.getChild('ArgList')?.getChild('ObjectExpression');
  if (!object) return undefined;
  const changes = [
    originChange(code, object, policy, options),
    ...(policy.credentials ? [flagChange(code, object, 'credentials')] : []),
    listChange(code, object, options.methods, policy.methods ?? [], options.usual),
    ...(policy.requestHeaders === '*' || policy.requestHeaders === undefined
      ? []
      : [listChange(code, object, options.requestHeaders, policy.requestHeaders, 'any')]),
    listChange(code, object, options.responseHeaders, policy.responseHeaders ?? [], []),
  ];
  return editOf(text, changes);
}

/** The calls that configure CORS. */
function registrations(code: Code): { readonly call: SyntaxNode; readonly options: Options }[] {
  const names = new Map<string, Options>();
  for (const node of nodesOf(code.tree.topNode, /^(?:Import|Variable)Declaration$/)) {
    const source = sourceOf(code, node);
    const from = /(?:from\s*|require\(\s*)['"]([^'"]+)['"]/.exec(source)?.[1] ?? '';
    const name = /^(?:import|const|let|var)\s+\{?\s*(\w+)\s*\}?\s*(?:=|from)/.exec(source)?.[1];
    const options = PACKAGES[from];
    if (options && name !== undefined) names.set(name, options);
  }
  return nodesOf(code.tree.topNode, /^CallExpression$/).flatMap((call) => {
    const [callee] = childrenOf(call);
    const source = callee ? sourceOf(code, callee) : '';
    const own = names.get(source);
    if (own) return [{ call, options: own }];
    if (/\.enableCors$/.test(source)) return [{ call, options: CORS }];
    const [first] = childrenOf(call.getChild('ArgList') ?? call).filter(({ name }) => name === 'VariableName');
    const registered = first && /\.register$/.test(source) ? names.get(sourceOf(code, first)) : undefined;
    return registered ? [{ call, options: registered }] : [];
  });
}

function propertyValue(code: Code, object: SyntaxNode, key: string): SyntaxNode | undefined {
  for (const property of object.getChildren('Property')) {
    const [name, , value] = childrenOf(property);
    if (name && value && sourceOf(code, name).replace(/['"]/g, '') === key) return value;
  }
  return undefined;
}

/** The array behind a name, if the file defines it once, as an array. */
function arrayOf(code: Code, value: SyntaxNode): SyntaxNode | undefined {
  if (value.name === 'ArrayExpression') return value;
  if (value.name !== 'VariableName') return undefined;
  const name = sourceOf(code, value);
  const definitions = nodesOf(code.tree.topNode, /^VariableDefinition$/).filter((one) => sourceOf(code, one) === name);
  const [definition] = definitions;
  const array = definition?.parent?.getChild('ArrayExpression');
  return definitions.length === 1 && array ? array : undefined;
}

function originChange(
  code: Code,
  object: SyntaxNode,
  { origins, credentials }: PolicyConfig,
  { isOneOrigin }: Options,
): Insertions | string {
  const value = propertyValue(code, object, 'origin');
  const isAny = !value || /^(?:true|['"]\*['"])$/.test(sourceOf(code, value));
  if (isAny) {
    if (!credentials || (value && sourceOf(code, value) === 'true')) return [];
    return `${value ? `Line ${lineOf(code, value.from)} allows` : 'The registration allows'} every origin, which browsers reject with credentials. List the origins there.`;
  }
  if (typeof origins !== 'object') return unreadable(code, value, 'the origins');
  if (value.name === 'String') {
    const added = origins.filter((origin) => origin !== textOf(code, value));
    if (added.length === 0) return [];
    if (isOneOrigin) return unreadable(code, value, 'the origins');
    return listed(value, added, TEXTS);
  }
  const array = arrayOf(code, value);
  return array ? appended(code, array, origins, TEXTS) : unreadable(code, value, 'the origins');
}

function listChange(
  code: Code,
  object: SyntaxNode,
  key: string,
  wanted: readonly string[],
  usual: readonly string[] | 'any',
): Insertions | string {
  const value = propertyValue(code, object, key);
  if (!value) {
    if (usual === 'any' || wanted.every((name) => usual.includes(name))) return [];
    return property(
      code,
      object,
      `${key}: ${list([...new Set([...(usual.length > 0 ? USUAL_METHODS : []), ...wanted])])}`,
    );
  }
  if (value.name === 'String') {
    const known = textOf(code, value).split(/[\s,]+/);
    const added = missingNames(known, wanted);
    return added.length === 0 || known.includes('*') ? [] : [{ at: value.to - 1, text: `,${added.join(',')}` }];
  }
  const array = arrayOf(code, value);
  return array ? appended(code, array, wanted, TEXTS) : unreadable(code, value, `the ${key}`);
}

function flagChange(code: Code, object: SyntaxNode, key: string): Insertions | string {
  const value = propertyValue(code, object, key);
  if (!value) return property(code, object, `${key}: true`);
  return sourceOf(code, value) === 'true' ? [] : unreadable(code, value, `the ${key}`);
}

/** One more property, in the object's own layout. */
function property(code: Code, object: SyntaxNode, text: string): Insertions {
  const last = object.getChildren('Property').at(-1);
  if (!last) return [{ at: object.from + 1, text: ` ${text} ` }];
  const gap = code.text.slice(last.to, object.to);
  const indent = /\n([ \t]*)\S*$/.exec(code.text.slice(0, last.from))?.[1];
  return [{ at: last.to, text: gap.includes('\n') && indent !== undefined ? `,\n${indent}${text}` : `, ${text}` }];
}

const textOf = (code: Code, node: SyntaxNode): string => sourceOf(code, node).slice(1, -1);

const TEXTS: Texts = { quoted, textOf };
