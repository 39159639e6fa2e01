import type { PolicyConfig } from '@corsmith/server';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { list, quoted } from '../python.js';
import { type Code, childrenOf, lineOf, nodesOf, parsed, sourceOf } from './code-tree.js';
import type { Edit } from './edit.js';
import { missingNames } from './missing-names.js';
import { appended, editOf, type Insertions, listed, type Texts, unreadable } from './widened-list.js';

/** The names of the arguments. */
interface Arguments {
  readonly origins: string;
  readonly credentials: string;
  readonly methods: string;
  readonly requestHeaders: string;
  readonly responseHeaders: string;
  /** What is allowed without the argument. */
  readonly usual: readonly string[];
  /** Whether every request header is allowed without the argument. */
  readonly allowsHeaders: boolean;
}

const STARLETTE: Arguments = {
  origins: 'allow_origins',
  credentials: 'allow_credentials',
  methods: 'allow_methods',
  requestHeaders: 'allow_headers',
  responseHeaders: 'expose_headers',
  usual: ['GET'],
  allowsHeaders: false,
};

const FLASK: Arguments = {
  origins: 'origins',
  credentials: 'supports_credentials',
  methods: 'methods',
  requestHeaders: 'allow_headers',
  responseHeaders: 'expose_headers',
  usual: ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'],
  allowsHeaders: true,
};

/**
 * Adds what the policy allows to the lists of the one registration that the file has, in its own words; undefined if it has
 * none, or several. Nothing that is there is removed.
 */
export function widenPython(text: string, policy: PolicyConfig): Edit | undefined {
  const code = parsed(text, parser, 'Python');
  if (typeof code === 'string' || typeof policy.origins === 'function') return undefined;
  const [registration, ...others] = nodesOf(code.tree.topNode, /^CallExpression$/).flatMap((call) => {
    const args = argumentsOf(code, call);
    const names = call.getChild('ArgList')?.getChildren('VariableName') ?? [];
    return args && names.some((name) => sourceOf(code, name) === args.origins) ? [{ call, args }] : [];
  });
  if (!registration || others.length > 0) return undefined;
  const { call, args } = registration;
  const methods = policy.methods ?? [];
  const changes = [
    listChange(code, call, args.origins, policy.origins === '*' ? [] : policy.origins, []),
    ...(policy.credentials ? [credentialsChange(code, call, args)] : []),
    listChange(code, call, args.methods, methods, args.usual),
    ...(policy.requestHeaders === '*'
      ? []
      : [listChange(code, call, args.requestHeaders, policy.requestHeaders ?? [], args.allowsHeaders ? 'any' : [])]),
    listChange(code, call, args.responseHeaders, policy.responseHeaders ?? [], []),
  ];
  return editOf(text, changes);
}

/** How this call names its arguments, if it configures CORS. */
function argumentsOf(code: Code, call: SyntaxNode): Arguments | undefined {
  const [callee] = childrenOf(call);
  const name = callee ? sourceOf(code, callee) : '';
  if (name === 'CORS') return FLASK;
  if (name === 'CORSMiddleware') return STARLETTE;
  const first = call.getChild('ArgList')?.getChild('VariableName');
  const isAdded = /\.add_middleware$|^Middleware$/.test(name);
  return isAdded && first && sourceOf(code, first) === 'CORSMiddleware' ? STARLETTE : undefined;
}

const argumentParts = (call: SyntaxNode): SyntaxNode[] => {
  const list = call.getChild('ArgList');
  return list ? childrenOf(list) : [];
};

function argumentValue(code: Code, call: SyntaxNode, name: string): SyntaxNode | undefined {
  const parts = argumentParts(call);
  const at = parts.findIndex(
    (part, i) => part.name === 'VariableName' && sourceOf(code, part) === name && parts[i + 1]?.name === 'AssignOp',
  );
  return at < 0 ? undefined : parts[at + 2];
}

/** The list behind a name, if the file assigns it once. */
function arrayOf(code: Code, value: SyntaxNode): SyntaxNode | undefined {
  if (value.name === 'ArrayExpression') return value;
  if (value.name !== 'VariableName') return undefined;
  const name = sourceOf(code, value);
  const assigned = nodesOf(code.tree.topNode, /^AssignStatement$/).filter(
    ({ firstChild }) => firstChild && sourceOf(code, firstChild) === name,
  );
  const [only, ...others] = assigned;
  return (others.length === 0 && only?.getChild('ArrayExpression')) || undefined;
}

function listChange(
  code: Code,
  call: SyntaxNode,
  name: string,
  wanted: readonly string[],
  usual: readonly string[] | 'any',
): Insertions | string {
  const value = argumentValue(code, call, name);
  if (!value) {
    if (usual === 'any' || wanted.every((one) => usual.includes(one))) return [];
    return argument(code, call, `${name}=${list([...new Set([...usual, ...wanted])])}`);
  }
  if (value.name === 'String') {
    const own = textOf(code, value);
    const added = own === '*' ? [] : missingNames([own], wanted);
    if (added.length === 0) return [];
    return listed(value, added, TEXTS);
  }
  const array = arrayOf(code, value);
  return array ? appended(code, array, wanted, TEXTS) : unreadable(code, value, name);
}

function credentialsChange(code: Code, call: SyntaxNode, args: Arguments): Insertions | string {
  const value = argumentValue(code, call, args.credentials);
  if (value && sourceOf(code, value) === 'True') return [];
  const origins = argumentValue(code, call, args.origins);
  if (origins && /^\[?\s*['"]\*['"]\s*\]?$/.test(sourceOf(code, origins)))
    return `Line ${lineOf(code, origins.from)} allows every origin, which with credentials lets every site read. List the origins there.`;
  return value ? unreadable(code, value, args.credentials) : argument(code, call, `${args.credentials}=True`);
}

/** One more argument, in the call's own layout. */
function argument(code: Code, call: SyntaxNode, text: string): Insertions {
  const last = argumentParts(call).findLast(({ name }) => !/^[(),]$|Comment$/.test(name));
  if (!last) return [{ at: call.to - 1, text }];
  const indent = /\n([ \t]*)[^\n]*$/.exec(code.text.slice(0, last.from))?.[1];
  const isSplit = code.text.slice(last.to, call.to).includes('\n');
  return [{ at: last.to, text: isSplit && indent !== undefined ? `,\n${indent}${text}` : `, ${text}` }];
}

const textOf = (code: Code, node: SyntaxNode): string => sourceOf(code, node).replace(/^[rR]?['"]|['"]$/g, '');

const TEXTS: Texts = { quoted, textOf };
