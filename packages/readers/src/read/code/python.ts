import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { perFile } from '../per-file.js';
import { type SourceFile, spanOf } from '../source-file.js';
import { type CallValue, callOn, concatenated, type Entry, operation, type Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';
import { codeNotes } from './code-notes.js';
import { childrenOf, parseBounded } from './syntax.js';

/** A Python file. A decorator is a call of `@name`; `a["b"] = c` is an assignment to `a.b`. */
export const readPython = perFile(read);

const PUNCTUATION = /^[()[\]{},:]$|Comment$/;

function read(file: SourceFile): CodeFile {
  const parsed = parseBounded(file, parser);
  if ('message' in parsed) return NO_CODE(file, parsed);
  const { tree, problem } = parsed;
  const { calls, assignments, variables, imports, source, at, assign: noteAssignment, once } = codeNotes(file);
  const valueFrom = once(convert);

  tree.cursor().iterate(({ node }) => {
    switch (node.name) {
      case 'CallExpression': {
        const value = valueFrom(node);
        if (value.kind === 'call') {
          calls.push(value);
          extend(value);
        }
        break;
      }
      case 'Decorator':
        decorate(node);
        break;
      case 'AssignStatement':
        assign(node);
        break;
      case 'UpdateStatement': {
        const [target, , value] = childrenOf(node);
        if (target && value) append(source(target), valueFrom(value));
        break;
      }
      case 'ImportStatement':
        importFrom(node);
        break;
      case 'FunctionDefinition': {
        const name = node.getChild('VariableName');
        if (name) variables.set(source(name), functionOf(node));
        break;
      }
    }
  });
  return { file, calls, variables, assignments, imports, ...(problem && { problem }) };

  function decorate(node: SyntaxNode): void {
    const list = node.getChild('ArgList');
    const name = file.text.slice(node.from + 1, list ? list.from : node.to).trim();
    const { args, named } = argumentsOf(list);
    calls.push({ kind: 'call', callee: `@${name}`, arguments: args, named, at: at(node) });
  }

  function assign(node: SyntaxNode): void {
    const children = childrenOf(node).filter(({ name }) => name !== 'TypeDef' && !/Comment$/.test(name));
    const last = children.at(-1);
    if (!last || children.length < 3) return;
    const parts = children
      .slice(children.findIndex(({ name }) => name === 'AssignOp') + 1)
      .filter(({ name }) => name !== ',');
    // a = 1, 2 is a tuple.
    const [first] = parts;
    const value: Value =
      first && parts.length > 1 && parts.every(({ name }) => name !== 'AssignOp')
        ? { kind: 'list', items: parts.map(valueFrom), at: spanOf(file, first.from, last.to) }
        : valueFrom(last);
    for (const target of children.slice(0, -1).filter(({ name }) => /^(?:VariableName|MemberExpression)$/.test(name))) {
      const name = targetOf(target);
      if (target.from >= last.from || name === undefined) continue;
      noteAssignment(name, value, node);
    }
  }

  /** `response.headers["A-B"]` is `response.headers.A-B`. */
  function targetOf(node: SyntaxNode): string | undefined {
    if (node.name === 'VariableName') return source(node);
    const [object, ...rest] = childrenOf(node);
    const inner =
      object && (object.name === 'VariableName' || object.name === 'MemberExpression') ? targetOf(object) : undefined;
    const property = rest.find(({ name }) => name === 'PropertyName' || name === 'String');
    if (inner === undefined || !property) return undefined;
    return `${inner}.${property.name === 'String' ? unquoted(source(property)).text : source(property)}`;
  }

  /** `origins.append(one)`, `origins.extend(more)`. */
  function extend({ callee, arguments: [first] }: CallValue): void {
    const [, name, method] = /^(\w+)\.(append|extend)$/.exec(callee) ?? [];
    if (name !== undefined && first)
      append(name, method === 'append' ? { kind: 'list', items: [first], at: first.at } : first);
  }

  function append(name: string, more: Value): void {
    const before = variables.get(name);
    if (!before) return;
    variables.set(name, operation('+', [before, more], before.at));
  }

  function importFrom(node: SyntaxNode): void {
    const text = source(node).replace(/[()\\]/g, ' ');
    const [, module, list] = /^from\s+(\S+)\s+import\s+(.*)$/s.exec(text) ?? [];
    if (module === undefined || list === undefined) {
      for (const one of text.replace(/^import\s+/, '').split(',')) {
        const [name = '', local = name] = one.trim().split(/\s+as\s+/);
        if (name !== '') imports.set(local, { module: name, name: '*' });
      }
      return;
    }
    for (const one of list.split(',')) {
      const [name = '', local = name] = one.trim().split(/\s+as\s+/);
      if (name !== '') imports.set(local, { module, name });
    }
  }

  function convert(node: SyntaxNode): Value {
    const place = at(node);
    const parts = childrenOf(node).filter(({ name }) => !/Comment$/.test(name));
    switch (node.name) {
      case 'String':
        return { kind: 'text', text: unquoted(source(node)).text, at: place };
      case 'ContinuedString':
        return { kind: 'text', text: parts.map((one) => unquoted(source(one)).text).join(''), at: place };
      case 'FormatString':
        return formatted(node);
      case 'Number':
        return {
          kind: 'number',
          number: Number(source(node).replaceAll('_', '')),
          text: source(node).replaceAll('_', ''),
          at: place,
        };
      case 'Boolean':
        return { kind: 'boolean', boolean: source(node) === 'True', at: place };
      case 'None':
        return { kind: 'null', at: place };
      case 'VariableName':
        return { kind: 'name', name: source(node), at: place };
      case 'MemberExpression':
        return member(node);
      case 'CallExpression':
        return call(node);
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression':
        return { kind: 'list', items: elements(node), at: place };
      case 'DictionaryExpression':
        return { kind: 'map', entries: dictionary(parts), at: place };
      case 'ParenthesizedExpression': {
        const inside = parts.find(({ name }) => !PUNCTUATION.test(name));
        return inside ? valueFrom(inside) : { kind: 'list', items: [], at: place };
      }
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
      case 'SetComprehensionExpression': {
        // [one.strip() for one in text.split(",")]: the items of the source.
        const from = parts[parts.findIndex(({ name }) => name === 'in') + 1];
        if (from) return callOn(valueFrom(from), '.map', place);
        break;
      }
      case 'ConditionalExpression': {
        const [yes, , test, , no] = parts;
        if (yes && test && no) return operation('?:', [valueFrom(test), valueFrom(yes), valueFrom(no)], place);
        break;
      }
      case 'BinaryExpression': {
        const [left, operator, right] = parts;
        if (left && operator && right) return operation(source(operator), [valueFrom(left), valueFrom(right)], place);
        break;
      }
      case 'LambdaExpression': {
        const body = parts.at(-1);
        return { kind: 'function', parameters: [], returns: body ? [valueFrom(body)] : [], at: place };
      }
    }
    return { kind: 'unknown', because: 'it is computed', at: place };
  }

  function elements(node: SyntaxNode): readonly Value[] {
    const parts = childrenOf(node).filter(({ name }) => !PUNCTUATION.test(name));
    return parts.flatMap((one, i): readonly Value[] => {
      if (one.name === '*') return [];
      const value = valueFrom(one);
      return parts[i - 1]?.name === '*' ? [operation('...', [value], value.at)] : [value];
    });
  }

  function dictionary(parts: readonly SyntaxNode[]): readonly Entry[] {
    const entries: Entry[] = [];
    for (const [i, colon] of parts.entries()) {
      const key = parts[i - 1];
      const value = parts[i + 1];
      if (colon.name === '**' && value) entries.push({ key: '...', keyAt: at(colon), value: valueFrom(value) });
      if (colon.name !== ':' || !key || !value) continue;
      const name = valueFrom(key);
      entries.push({ key: name.kind === 'text' ? name.text : source(key), keyAt: at(key), value: valueFrom(value) });
    }
    return entries;
  }

  function member(node: SyntaxNode): Value {
    const [object, ...rest] = childrenOf(node);
    const property = rest.find(({ name }) => name === 'PropertyName' || name === 'String');
    if (!object || !property) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const inner = valueFrom(object);
    const name = property.name === 'String' ? unquoted(source(property)).text : source(property);
    if (inner.kind === 'name') return { kind: 'name', name: `${inner.name}.${name}`, at: at(node) };
    return callOn(inner, `.${name}`, at(node));
  }

  function argumentsOf(list: SyntaxNode | null): { readonly args: readonly Value[]; readonly named: readonly Entry[] } {
    const parts = list ? childrenOf(list).filter(({ name }) => !PUNCTUATION.test(name)) : [];
    const args: Value[] = [];
    const named: Entry[] = [];
    for (const [i, part] of parts.entries()) {
      const before = parts[i - 1];
      if (part.name === 'AssignOp' || parts[i + 1]?.name === 'AssignOp' || /^\*\*?$/.test(part.name)) continue;
      if (before?.name === 'AssignOp') {
        const key = parts[i - 2];
        if (key) named.push({ key: source(key), keyAt: at(key), value: valueFrom(part) });
      } else if (before?.name === '**') named.push({ key: '...', keyAt: at(part), value: valueFrom(part) });
      else args.push(valueFrom(part));
    }
    return { args, named };
  }

  function call(node: SyntaxNode): Value {
    const [callee] = childrenOf(node);
    if (!callee) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const { args, named } = argumentsOf(node.getChild('ArgList'));
    const target = valueFrom(callee);
    const parts = { arguments: args, named, at: at(node) } as const;
    if (target.kind === 'name') {
      if (/^re\.compile$/.test(target.name) && args[0]?.kind === 'text')
        return { kind: 'regex', source: args[0].text, flags: /\bre\.I/.test(source(node)) ? 'i' : '', at: at(node) };
      // list(x), str(x): what they are given.
      if (/^(?:list|tuple|set|str|sorted)$/.test(target.name) && args[0])
        return { kind: 'call', callee: '.map', receiver: args[0], ...parts, arguments: [] };
      const [, object] = /^(.+)\.([^.]+)$/.exec(target.name) ?? [];
      return {
        kind: 'call',
        callee: target.name,
        ...parts,
        ...(object !== undefined && { receiver: { kind: 'name', name: object, at: target.at } as const }),
      };
    }
    if (target.kind === 'call' && callee.name === 'MemberExpression') return { ...target, ...parts };
    return { kind: 'call', callee: '', receiver: target, ...parts };
  }

  function formatted(node: SyntaxNode): Value {
    const parts: Value[] = [];
    let from = node.from + source(node).search(/["']/) + 1;
    const text = (to: number) => {
      if (to > from) parts.push({ kind: 'text', text: file.text.slice(from, to), at: spanOf(file, from, to) });
    };
    for (const child of node.getChildren('FormatReplacement')) {
      text(child.from);
      const inner = childrenOf(child).find(({ name }) => !PUNCTUATION.test(name));
      if (inner) parts.push(valueFrom(inner));
      from = child.to;
    }
    text(node.to - 1);
    return concatenated(parts, at(node));
  }

  function functionOf(node: SyntaxNode): Value {
    const returns: Value[] = [];
    node
      .getChild('Body')
      ?.cursor()
      .iterate(({ node: inner }) => {
        if (inner.name === 'ReturnStatement') {
          const value = childrenOf(inner)[1];
          if (value) returns.push(valueFrom(value));
        }
        return inner.name !== 'FunctionDefinition' || undefined;
      });
    const parameters = (node.getChild('ParamList')?.getChildren('VariableName') ?? []).map(source);
    return { kind: 'function', parameters, returns, at: at(node) };
  }
}

/** Without prefix and quotes; escapes of what is not raw are replaced. */
function unquoted(literal: string): { readonly text: string } {
  const [, prefix = '', quote = '', text = ''] = /^([a-zA-Z]*)("""|'''|"|')(.*)\2$/s.exec(literal) ?? [];
  if (quote === '') return { text: literal };
  if (/r/i.test(prefix)) return { text };
  return {
    text: text.replace(/\\(\r?\n|.)/gs, (whole, one: string) =>
      one === 'n' ? '\n' : one === 't' ? '\t' : /[\\'"]/.test(one) ? one : /\n/.test(one) ? '' : whole,
    ),
  };
}
