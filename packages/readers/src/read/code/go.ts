import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/go';
import { jsonText } from '../json-text.js';
import { perFile } from '../per-file.js';
import type { SourceFile } from '../source-file.js';
import { callOn, type Entry, operation, type Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';
import { codeNotes } from './code-notes.js';
import { childrenOf, parseBounded } from './syntax.js';

/** A Go file. A composite literal such as `cors.Config{…}` is a call with named arguments. */
export const readGo = perFile(read);

const SECONDS: Readonly<Record<string, number>> = { Second: 1, Minute: 60, Hour: 3600 };

function read(file: SourceFile): CodeFile {
  const parsed = parseBounded(file, parser);
  if ('message' in parsed) return NO_CODE(file, parsed);
  const { tree, problem } = parsed;
  const { calls, assignments, variables, imports, source, at, assign: noteAssignment, once } = codeNotes(file);
  const valueFrom = once(convert);

  tree.cursor().iterate(({ node }) => {
    switch (node.name) {
      case 'CallExpr':
      case 'TypedLiteral': {
        const value = valueFrom(node);
        if (value.kind === 'call') calls.push(value);
        break;
      }
      case 'ImportSpec':
        importFrom(node);
        break;
      case 'VarDecl':
      case 'VarSpec':
      case 'ConstSpec':
      case 'Assignment':
        assign(node);
        break;
      case 'FunctionDecl': {
        const name = node.getChild('DefName');
        if (name) variables.set(source(name), functionOf(node));
        break;
      }
    }
  });
  return { file, calls, variables, assignments, imports, ...(problem && { problem }) };

  function importFrom(node: SyntaxNode): void {
    const path = node.getChild('String');
    if (!path) return;
    const module = unquoted(source(path));
    const alias = node.getChild('DefName');
    // The last part of the path that is no version names the package.
    const name = module.replace(/\/v\d+$/, '').replace(/^.*\//s, '');
    imports.set(alias ? source(alias) : name, { module, name: '*' });
  }

  /** `a, b := x, y`; every assignment after the first leaves a name unknown. */
  function assign(node: SyntaxNode): void {
    const children = childrenOf(node);
    const operator = children.findIndex((one) => /^(?:=|:=)$/.test(source(one)));
    if (operator < 0) return;
    const targets = children
      .slice(0, operator)
      .filter(({ name }) => /^(?:DefName|VariableName|SelectorExpr)$/.test(name));
    const values = children.slice(operator + 1).filter(({ name }) => name !== ',');
    for (const [i, target] of targets.entries()) {
      const name = source(target).replace(/\s/g, '');
      const written = values[i];
      const value: Value = written
        ? valueFrom(written)
        : { kind: 'unknown', because: 'a function decides it', at: at(target) };
      noteAssignment(name, value, node);
    }
  }

  function convert(node: SyntaxNode): Value {
    const place = at(node);
    switch (node.name) {
      case 'String':
        return { kind: 'text', text: unquoted(source(node)), at: place };
      case 'Number':
        return { kind: 'number', number: Number(source(node).replaceAll('_', '')), text: source(node), at: place };
      case 'Bool':
        return { kind: 'boolean', boolean: source(node) === 'true', at: place };
      case 'Nil':
        return { kind: 'null', at: place };
      case 'VariableName':
        return { kind: 'name', name: source(node), at: place };
      case 'SelectorExpr':
        return duration(node) ?? constant(node) ?? selector(node);
      case 'CallExpr':
        return call(node);
      case 'TypedLiteral':
        return literal(node);
      case 'LiteralValue':
        return { kind: 'list', items: elements(node).map(({ value }) => value), at: place };
      case 'FunctionLiteral':
        return functionOf(node);
      case 'UnaryExp':
      case 'ParenthesizedExpr': {
        const inside = childrenOf(node).find(({ name }) => !/^(?:[()]|DerefOp|LogicOp|ArithOp)$/.test(name));
        if (inside && !/^[!-]/.test(source(node))) return valueFrom(inside);
        break;
      }
      case 'BinaryExp': {
        const [left, operator, right] = childrenOf(node);
        const seconds = duration(node);
        if (seconds) return seconds;
        if (left && operator && right) return operation(source(operator), [valueFrom(left), valueFrom(right)], place);
        break;
      }
    }
    return { kind: 'unknown', because: 'it is computed', at: place };
  }

  /** `12 * time.Hour`, in seconds. */
  function duration(node: SyntaxNode): Value | undefined {
    const text = source(node);
    const [, before = '1', unit = '', after = '1'] =
      /^(?:([\d_]+)\s*\*\s*)?time\.(Second|Minute|Hour)(?:\s*\*\s*([\d_]+))?$/.exec(text) ?? [];
    const seconds = SECONDS[unit];
    if (seconds === undefined) return undefined;
    const number = Number(before.replaceAll('_', '')) * seconds * Number(after.replaceAll('_', ''));
    return { kind: 'number', number, text: String(number), at: at(node) };
  }

  /** `http.MethodPut`, `echo.PUT`, `fiber.HeaderContentType`. */
  function constant(node: SyntaxNode): Value | undefined {
    const text = source(node);
    const [, method] =
      /^(?:http|echo|fiber)\.(?:Method)?(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/i.exec(text) ?? [];
    if (method !== undefined) return { kind: 'text', text: method.toUpperCase(), at: at(node) };
    const [, header] = /^(?:echo|fiber)\.Header(\w+)$/.exec(text) ?? [];
    if (header === undefined) return undefined;
    return { kind: 'text', text: header.replace(/(?<=[a-z])(?=[A-Z])/g, '-'), at: at(node) };
  }

  function selector(node: SyntaxNode): Value {
    const [object] = childrenOf(node);
    const field = node.getChild('FieldName');
    if (!object || !field) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const inner = valueFrom(object);
    if (inner.kind === 'name') return { kind: 'name', name: `${inner.name}.${source(field)}`, at: at(node) };
    return callOn(inner, `.${source(field)}`, at(node));
  }

  function call(node: SyntaxNode): Value {
    const [callee] = childrenOf(node);
    const list = node.getChild('Arguments');
    if (!callee || !list) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const args = childrenOf(list)
      .filter(({ name }) => !/^[(),]$|Comment$|^\.\.\.$/.test(name))
      .map(valueFrom);
    const target = valueFrom(callee);
    const parts = { arguments: args, named: [], at: at(node) } as const;
    // strings.Split(text, ",") and append(list, more…) say what a method says elsewhere.
    if (target.kind === 'name' && /^strings\.(?:Split|Fields|TrimSpace)$/.test(target.name) && args[0])
      return {
        kind: 'call',
        callee: target.name.endsWith('TrimSpace') ? '.trim' : '.split',
        receiver: args[0],
        ...parts,
        arguments: args.slice(1),
      };
    if (target.kind === 'name' && target.name === 'append' && args[0])
      return {
        kind: 'call',
        callee: '.concat',
        receiver: args[0],
        ...parts,
        arguments: [{ kind: 'list', items: args.slice(1), at: at(node) }],
      };
    if (target.kind === 'name' && target.name === 'regexp.MustCompile' && args[0]?.kind === 'text')
      return { kind: 'regex', source: args[0].text, flags: '', at: at(node) };
    if (target.kind === 'name') {
      const [, object, method] = /^(.+)\.([^.]+)$/.exec(target.name) ?? [];
      const receiver =
        object !== undefined && method !== undefined && ({ kind: 'name', name: object, at: target.at } as const);
      return { kind: 'call', callee: target.name, ...parts, ...(receiver && { receiver }) };
    }
    if (
      target.kind === 'call' &&
      target.callee.startsWith('.') &&
      target.arguments.length === 0 &&
      callee.name === 'SelectorExpr'
    )
      return { ...target, ...parts };
    return { kind: 'call', callee: '', receiver: target, ...parts };
  }

  function literal(node: SyntaxNode): Value {
    const [type] = childrenOf(node);
    const body = node.getChild('LiteralValue');
    if (!type || !body) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const entries = elements(body);
    if (/^(?:SliceType|ArrayType)$/.test(type.name))
      return { kind: 'list', items: entries.map(({ value }) => value), at: at(node) };
    if (type.name === 'MapType') return { kind: 'map', entries, at: at(node) };
    return { kind: 'call', callee: source(type), arguments: [], named: entries, at: at(node) };
  }

  function elements(node: SyntaxNode): Entry[] {
    return node.getChildren('Element').flatMap((element): Entry[] => {
      const key = element.getChild('Key');
      const value = childrenOf(element).findLast(({ name }) => !/^(?:Key|:|,)$|Comment$/.test(name));
      if (!value) return [];
      const name = key ? unquoted(source(key)) : '';
      return [{ key: name, keyAt: at(key ?? value), value: valueFrom(value) }];
    });
  }

  function functionOf(node: SyntaxNode): Value {
    const parameters = (node.getChild('Parameters')?.getChildren('Parameter') ?? []).flatMap((one) =>
      one.getChildren('DefName').map(source),
    );
    const returns: Value[] = [];
    node
      .getChild('Block')
      ?.cursor()
      .iterate(({ node: inner }) => {
        if (inner.name === 'ReturnStatement') {
          const value = childrenOf(inner)[1];
          if (value) returns.push(valueFrom(value));
        }
        return inner.name !== 'FunctionLiteral' || undefined;
      });
    return { kind: 'function', parameters, returns, at: at(node) };
  }
}

function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  if (!text.startsWith('"')) return text;
  return jsonText(text) ?? text.slice(1, -1);
}
