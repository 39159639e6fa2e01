import type { SyntaxNode } from '@lezer/common';
import { type SourceFile, spanOf } from '../../source-file.js';
import { unquoted } from '../javascript.js';
import { childrenOf } from '../syntax.js';
import type { Expression, FunctionExpression, Property, Statement } from './program.js';

/** How the nodes inside a literal are read. */
export interface Inside {
  readonly file: SourceFile;
  readonly expression: (node: SyntaxNode) => Expression;
  readonly functionOf: (node: SyntaxNode) => FunctionExpression;
}

const sourceOf = (file: SourceFile, node: SyntaxNode): string => file.text.slice(node.from, node.to);

/** `a.b`, `a['b']`; a field of the class is a name of its own. */
export function member(node: SyntaxNode, { file, expression }: Inside): Expression {
  const [object, ...rest] = childrenOf(node).filter(({ name }) => !/Comment$/.test(name));
  const isIndex = rest.some(({ name }) => name === '[');
  const key = rest.find(({ name }) => !/^(?:\.|\?\.|\[|\])$/.test(name));
  if (!object || !key) return { kind: 'unknown', at: spanOf(file, node.from, node.to) };
  const inner = expression(object);
  if (!isIndex && inner.kind === 'name' && inner.name === 'this')
    return { kind: 'name', name: `this.${sourceOf(file, key)}`, at: spanOf(file, node.from, node.to) };
  return {
    kind: 'member',
    object: inner,
    key: isIndex
      ? expression(key)
      : { kind: 'literal', value: sourceOf(file, key), at: spanOf(file, key.from, key.to) },
    at: spanOf(file, node.from, node.to),
  };
}

export function elements(node: SyntaxNode, { file, expression }: Inside): Expression[] {
  const items: Expression[] = [];
  for (const child of childrenOf(node)) {
    if (/^[[\](),]$/.test(child.name) || /Comment$/.test(child.name)) continue;
    if (child.name === 'Spread') {
      if (child.nextSibling)
        items.push({ kind: 'spread', of: expression(child.nextSibling), at: spanOf(file, child.from, child.to) });
    } else if (child.prevSibling?.name !== 'Spread') items.push(expression(child));
  }
  return items;
}

export function property(node: SyntaxNode, { file, expression, functionOf }: Inside): Property[] {
  const children = childrenOf(node).filter(({ name }) => !/Comment$/.test(name));
  const [key, inBrackets] = children;
  if (!key) return [];
  if (key.name === 'Spread')
    return children[1]
      ? [{ key: undefined, value: expression(children[1]), at: spanOf(file, node.from, node.to) }]
      : [];
  const colon = children.findIndex(({ name }) => name === ':');
  const value = colon < 0 ? undefined : children[colon + 1];
  const isComputed = key.name === '[';
  const named = (one: SyntaxNode): Expression =>
    isComputed && inBrackets
      ? expression(inBrackets)
      : {
          kind: 'literal',
          value: one.name === 'String' ? unquoted(sourceOf(file, one)) : sourceOf(file, one),
          at: spanOf(file, one.from, one.to),
        };
  if (value) return [{ key: named(key), value: expression(value), at: spanOf(file, node.from, node.to) }];
  if (children.some(({ name }) => name === 'ParamList')) {
    const definition = children.find(({ name }) => /PropertyDefinition/.test(name)) ?? key;
    return [{ key: named(definition), value: functionOf(node), at: spanOf(file, node.from, node.to) }];
  }
  return [
    {
      key: named(key),
      value: { kind: 'name', name: sourceOf(file, key), at: spanOf(file, key.from, key.to) },
      at: spanOf(file, node.from, node.to),
    },
  ];
}

/** A template is the sum of its parts. */
export function template(node: SyntaxNode, { file, expression }: Inside): Expression {
  const parts: Expression[] = [];
  let from = node.from + 1;
  const text = (to: number) => {
    if (to > from) parts.push({ kind: 'literal', value: file.text.slice(from, to), at: spanOf(file, from, to) });
  };
  for (const child of node.getChildren('Interpolation')) {
    text(child.from);
    const inner = childrenOf(child).find(({ name }) => !/^Interpolation(?:Start|End)$/.test(name));
    if (inner) parts.push(expression(inner));
    from = child.to;
  }
  text(node.to - 1);
  const empty: Expression = { kind: 'literal', value: '', at: spanOf(file, node.from, node.to) };
  return parts.reduce<Expression>(
    (left, right) =>
      left === empty ? right : { kind: 'binary', operator: '+', left, right, at: spanOf(file, node.from, node.to) },
    empty,
  );
}

/** Fields and methods of a class, as names that begin with `this.`. */
export function members(node: SyntaxNode, { file, expression, functionOf }: Inside): Statement[] {
  const body = node.getChild('ClassBody');
  if (!body) return [];
  return childrenOf(body).flatMap((member): Statement[] => {
    const name = member.getChild('PropertyDefinition') ?? member.getChild('PrivatePropertyDefinition');
    if (!name) return [];
    const pattern = { kind: 'bind', name: `this.${sourceOf(file, name)}` } as const;
    if (member.name === 'MethodDeclaration')
      return [{ kind: 'declare', pattern, value: functionOf(member), at: spanOf(file, member.from, member.to) }];
    const equals = member.getChild('Equals');
    const value = equals?.nextSibling;
    return value
      ? [{ kind: 'declare', pattern, value: expression(value), at: spanOf(file, member.from, member.to) }]
      : [];
  });
}
