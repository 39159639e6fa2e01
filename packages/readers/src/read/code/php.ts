import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/php';
import { perFile } from '../per-file.js';
import { type SourceFile, spanOf } from '../source-file.js';
import { callOn, concatenated, type Entry, operation, type Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';
import { codeNotes } from './code-notes.js';
import { childrenOf, parseBounded } from './syntax.js';

/** A PHP file. What the file itself returns is an assignment to `return`; `$a->b` is `a.b`, `$a['b']` is `a.b`. */
export const readPhp = perFile(read);

function read(file: SourceFile): CodeFile {
  const parsed = parseBounded(file, parser);
  if ('message' in parsed) return NO_CODE(file, parsed);
  const { tree, problem } = parsed;
  const { calls, assignments, variables, imports, source, at, assign, once } = codeNotes(file);
  const valueFrom = once(convert);

  tree.cursor().iterate(({ node }) => {
    switch (node.name) {
      case 'CallExpression': {
        const value = valueFrom(node);
        if (value.kind === 'call') calls.push(value);
        break;
      }
      case 'AssignmentExpression': {
        const [target, , value] = childrenOf(node);
        const name = target && nameOf(target);
        if (name !== undefined && value) assign(name, valueFrom(value), node);
        break;
      }
      case 'ReturnStatement': {
        const value = childrenOf(node)[1];
        if (value && node.parent?.name === 'Template') assign('return', valueFrom(value), node);
        break;
      }
      case 'NamespaceUseDeclaration': {
        const name = source(node)
          .replace(/^use\s+|;$/g, '')
          .trim();
        imports.set(name.replace(/^.*\\/s, ''), { module: name, name: '*' });
        break;
      }
    }
  });
  return { file, calls, variables, assignments, imports, ...(problem && { problem }) };

  /** `$a->b['c']` as `a.b.c`. */
  function nameOf(node: SyntaxNode): string | undefined {
    if (node.name === 'VariableName' || node.name === 'Name') return source(node).replace(/^\$/, '');
    if (!/^(?:MemberExpression|SubscriptExpression|ScopedExpression)$/.test(node.name)) return undefined;
    const [object, ...rest] = childrenOf(node);
    const key = rest.find(({ name }) => /^(?:Name|VariableName|String|ClassMemberName)$/.test(name));
    const inner = object && nameOf(object);
    return inner === undefined || !key ? undefined : `${inner}.${source(key).replace(/^["'$]|["']$/g, '')}`;
  }

  function convert(node: SyntaxNode): Value {
    const place = at(node);
    switch (node.name) {
      case 'String':
        return text(node);
      case 'Integer':
      case 'Float':
        return { kind: 'number', number: Number(source(node)), text: source(node), at: place };
      case 'Boolean':
        return { kind: 'boolean', boolean: /true/i.test(source(node)), at: place };
      case 'null':
        return { kind: 'null', at: place };
      case 'VariableName':
      case 'Name':
      case 'MemberExpression':
      case 'SubscriptExpression':
      case 'ScopedExpression': {
        const name = nameOf(node);
        if (name !== undefined) return { kind: 'name', name, at: place };
        break;
      }
      case 'ArrayExpression':
        return array(node);
      case 'CallExpression':
        return call(node);
      case 'ParenthesizedExpression':
      case 'CastExpression': {
        const inside = childrenOf(node).findLast(({ name }) => !/^[()]$/.test(name));
        if (inside) return valueFrom(inside);
        break;
      }
      case 'BinaryExpression': {
        const [left, operator, right] = childrenOf(node);
        if (!left || !operator || !right) break;
        const [a, b] = [valueFrom(left), valueFrom(right)];
        // 60 * 60
        if (source(operator) === '*' && a.kind === 'number' && b.kind === 'number')
          return { kind: 'number', number: a.number * b.number, text: String(a.number * b.number), at: place };
        return operation(source(operator) === '.' ? '+' : source(operator), [a, b], place);
      }
      case 'ConditionalExpression': {
        const parts = childrenOf(node)
          .filter(({ name }) => !/^(?:LogicOp|\?|:)$/.test(name))
          .map(valueFrom);
        if (parts.length === 3) return operation('?:', parts, place);
        if (parts.length === 2) return operation('||', parts, place);
        break;
      }
    }
    return { kind: 'unknown', because: 'it is computed', at: place };
  }

  /** A text with variables in it is a sum. */
  function text(node: SyntaxNode): Value {
    const parts: Value[] = [];
    let from = node.from + 1;
    const plain = (to: number) => {
      if (to > from)
        parts.push({
          kind: 'text',
          text: file.text.slice(from, to).replace(/\\(["'\\$])/g, '$1'),
          at: spanOf(file, from, to),
        });
    };
    for (const child of childrenOf(node)) {
      if (!/^(?:Interpolation|VariableName|SubscriptExpression|MemberExpression)$/.test(child.name)) continue;
      plain(child.from);
      const inner = child.name === 'Interpolation' ? childrenOf(child).find(({ name }) => !/^[{}]$/.test(name)) : child;
      if (inner) parts.push(valueFrom(inner));
      from = child.to;
    }
    plain(node.to - 1);
    const whole = concatenated(parts, at(node));
    return whole.kind === 'text' ? { ...whole, at: at(node) } : whole;
  }

  function array(node: SyntaxNode): Value {
    const list = node.getChild('ValueList') ?? node;
    const entries: Entry[] = [];
    const items: Value[] = [];
    for (const child of childrenOf(list)) {
      if (/^(?:[[\](),]|array)$|Comment$/.test(child.name)) continue;
      if (child.name !== 'Pair') {
        items.push(valueFrom(child));
        continue;
      }
      const [key, , value] = childrenOf(child).filter(({ name }) => !/Comment$/.test(name));
      const name = key && valueFrom(key);
      if (name && value)
        entries.push({ key: name.kind === 'text' ? name.text : source(key), keyAt: at(key), value: valueFrom(value) });
    }
    return entries.length > 0 ? { kind: 'map', entries, at: at(node) } : { kind: 'list', items, at: at(node) };
  }

  function call(node: SyntaxNode): Value {
    const [callee] = childrenOf(node);
    const list = node.getChild('ArgList');
    const args = list
      ? childrenOf(list)
          .filter(({ name }) => !/^[(),]$|Comment$/.test(name))
          .map(valueFrom)
      : [];
    const name = callee && nameOf(callee);
    const place = at(node);
    if (name === 'explode' && args[1]) return callOn(args[1], '.split', place);
    if (
      name !== undefined &&
      /^(?:array_filter|array_unique|array_values|trim|rtrim|strtolower)$/.test(name) &&
      args[0]
    )
      return { kind: 'call', callee: '.trim', receiver: args[0], arguments: args.slice(1), named: [], at: place };
    if (name === 'array_map' && args[1]) return callOn(args[1], '.map', place);
    if (name === 'array_merge')
      return {
        kind: 'list',
        items: args.map((one): Value => operation('...', [one], one.at)),
        at: place,
      };
    if (name !== undefined) return { kind: 'call', callee: name, arguments: args, named: [], at: place };
    const method = callee?.name === 'MemberExpression' ? callee.getChild('Name') : null;
    const [object] = callee ? childrenOf(callee) : [];
    if (method && object)
      return {
        kind: 'call',
        callee: `.${source(method)}`,
        receiver: valueFrom(object),
        arguments: args,
        named: [],
        at: place,
      };
    return { kind: 'unknown', because: 'it is computed', at: place };
  }
}
