import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { perFile } from '../per-file.js';
import { type SourceFile, spanOf } from '../source-file.js';
import { callOn, concatenated, type Entry, operation, type Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';
import { codeNotes } from './code-notes.js';
import { childrenOf, parseBounded } from './syntax.js';

/** A JavaScript or TypeScript file. */
export const readJavaScript = perFile(read);

export const dialectOf = (path: string): string =>
  /\.[cm]?ts$/i.test(path) ? 'ts' : /\.tsx$/i.test(path) ? 'ts jsx' : 'jsx';

/** Its syntax tree. */
export const javascriptTree = perFile((file) =>
  parseBounded(file, parser.configure({ dialect: dialectOf(file.path) })),
);

function read(file: SourceFile): CodeFile {
  const parsed = javascriptTree(file);
  if ('message' in parsed) return NO_CODE(file, parsed);
  const { tree, problem } = parsed;
  const { calls, assignments, variables, imports, source, at, once } = codeNotes(file);
  const maps: Value[] = [];
  const valueFrom = once(convert);

  tree.cursor().iterate(({ node }) => {
    switch (node.name) {
      case 'CallExpression':
      case 'NewExpression': {
        const call = valueFrom(node);
        if (call.kind === 'call') calls.push(call);
        break;
      }
      case 'ObjectExpression':
        maps.push(valueFrom(node));
        break;
      case 'VariableDeclaration':
        declare(node);
        break;
      case 'AssignmentExpression': {
        const [target, , value] = childrenOf(node);
        if (target && value) assign(source(target).replace(/\s/g, ''), valueFrom(value), node);
        break;
      }
      case 'FunctionDeclaration': {
        const name = node.getChild('VariableDefinition');
        if (name) variables.set(source(name), valueFrom(node));
        break;
      }
      case 'ImportDeclaration':
        importFrom(node);
        break;
    }
  });
  return { file, calls, variables, assignments, imports, maps, ...(problem && { problem }) };

  function assign(target: string, value: Value, node: SyntaxNode): void {
    assignments.push({ target, value, at: at(node) });
    // x = x.concat(more): what was there stays, and more may come.
    if (variables.has(target)) {
      const before = variables.get(target);
      const extends_ = value.kind === 'call' && value.receiver?.kind === 'name' && value.receiver.name === target;
      if (!extends_) variables.set(target, undefined);
      else if (before?.kind === 'list')
        variables.set(target, {
          ...before,
          items: [...before.items, { kind: 'unknown', because: 'more are added to it', at: at(node) }],
        });
    } else if (!target.includes('.')) variables.set(target, value);
  }

  function declare(node: SyntaxNode): void {
    let name: SyntaxNode | undefined;
    for (const child of childrenOf(node)) {
      if (child.name === 'VariableDefinition' || child.name === 'ObjectPattern') name = child;
      else if (child.name === 'Equals' || child.name === 'TypeAnnotation' || /^(?:const|let|var|,|;)$/.test(child.name))
        continue;
      else if (name) {
        const value = valueFrom(child);
        if (name.name === 'ObjectPattern') destructure(name, value);
        else {
          const text = source(name);
          variables.set(text, variables.has(text) ? undefined : value);
          const module = requiredModule(value);
          if (module !== undefined) imports.set(text, { module, name: 'default' });
        }
        name = undefined;
      }
    }
  }

  function destructure(pattern: SyntaxNode, value: Value): void {
    const module = requiredModule(value);
    if (module === undefined) return;
    for (const property of pattern.getChildren('PatternProperty')) {
      const [exported = '', local = exported] = source(property)
        .split(':')
        .map((one) => one.trim());
      imports.set(local, { module, name: exported });
    }
  }

  function importFrom(node: SyntaxNode): void {
    const from = node.getChild('String');
    if (!from) return;
    const module = source(from).slice(1, -1);
    const whole = node.getChild('VariableDefinition');
    if (whole) imports.set(source(whole), { module, name: node.getChild('Star') ? '*' : 'default' });
    const group = node.getChild('ImportGroup');
    for (const text of group ? source(group).slice(1, -1).split(',') : []) {
      const [name = '', local = name] = text
        .trim()
        .replace(/^type\s+/, '')
        .split(/\s+as\s+/);
      if (name !== '') imports.set(local, { module, name });
    }
  }

  function convert(node: SyntaxNode): Value {
    const place = at(node);
    const [first] = childrenOf(node);
    switch (node.name) {
      case 'String':
        return { kind: 'text', text: unquoted(source(node)), at: place };
      case 'TemplateString':
        return template(node);
      case 'Number':
        return { kind: 'number', number: Number(source(node).replaceAll('_', '')), text: source(node), at: place };
      case 'BooleanLiteral':
        return { kind: 'boolean', boolean: source(node) === 'true', at: place };
      case 'null':
        return { kind: 'null', at: place };
      case 'RegExp': {
        const [, pattern = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(source(node)) ?? [];
        return { kind: 'regex', source: pattern, flags, at: place };
      }
      case 'VariableName':
      case 'this':
        return source(node) === 'undefined'
          ? { kind: 'null', at: place }
          : { kind: 'name', name: source(node), at: place };
      case 'MemberExpression':
        return member(node);
      case 'ArrayExpression':
        return { kind: 'list', items: elements(node), at: place };
      case 'ObjectExpression':
        return { kind: 'map', entries: node.getChildren('Property').flatMap(property), at: place };
      case 'CallExpression':
      case 'NewExpression':
        return call(node);
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
      case 'TypeAssertion': {
        const inside = childrenOf(node).find(({ name }) => !/^[()]$|^await$/.test(name));
        return inside ? valueFrom(inside) : { kind: 'unknown', because: 'it is empty', at: place };
      }
      case 'BinaryExpression': {
        const [left, operator, right] = childrenOf(node);
        // `x as T`, `x satisfies T`
        if (left && operator && /^(?:as|satisfies|const)$/.test(source(operator))) return valueFrom(left);
        if (left && operator && right) return operation(source(operator), [left, right].map(valueFrom), place);
        break;
      }
      case 'ConditionalExpression': {
        const [test, , yes, , no] = childrenOf(node);
        if (test && yes && no) return operation('?:', [test, yes, no].map(valueFrom), place);
        break;
      }
      case 'ArrowFunction':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'MethodDeclaration':
        return functionOf(node);
      case 'UnaryExpression':
        if (first && source(first) === '!') return { kind: 'unknown', because: `it is ${source(node)}`, at: place };
        break;
    }
    return { kind: 'unknown', because: 'it is computed', at: place };
  }

  function member(node: SyntaxNode): Value {
    const [object, ...rest] = childrenOf(node);
    const property = rest.find(({ name }) => /^(?:PropertyName|String|Number|VariableName)$/.test(name));
    if (!object || !property) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const inner = valueFrom(object);
    const name = property.name === 'String' ? unquoted(source(property)) : source(property);
    if (inner.kind === 'name' && property.name !== 'VariableName')
      return { kind: 'name', name: `${inner.name}.${name}`, at: at(node) };
    return inner.kind === 'unknown' ? inner : callOn(inner, `.${name}`, at(node));
  }

  function call(node: SyntaxNode): Value {
    const children = childrenOf(node).filter(({ name }) => name !== 'new' && name !== 'TypeArgList');
    const callee = children[0]?.name === 'InstantiationExpression' ? children[0].firstChild : children[0];
    const list = node.getChild('ArgList');
    if (!callee) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const args = list ? elements(list) : [];
    const parts = { arguments: args, named: [], at: at(node) } as const;
    const target = valueFrom(callee);
    if (target.kind === 'name') {
      const [, object, method] = /^(.+)\.([^.]+)$/.exec(target.name) ?? [];
      const receiver =
        object === undefined || method === undefined
          ? undefined
          : ({ kind: 'name', name: object, at: target.at } as const);
      return { kind: 'call', callee: target.name, ...parts, ...(receiver && { receiver }) };
    }
    if (callee.name === 'MemberExpression') {
      const [object, ...rest] = childrenOf(callee);
      const method = rest.find(({ name }) => name === 'PropertyName');
      if (object && method)
        return { kind: 'call', callee: `.${source(method)}`, receiver: valueFrom(object), ...parts };
    }
    const module = requiredModule(target);
    if (module !== undefined) {
      const name = source(callee);
      imports.set(name, { module, name: 'default' });
      return { kind: 'call', callee: name, ...parts };
    }
    return { kind: 'call', callee: '', receiver: target, ...parts };
  }

  function elements(node: SyntaxNode): Value[] {
    const items: Value[] = [];
    for (const child of childrenOf(node)) {
      if (/^[[\](),]$/.test(child.name) || /Comment$/.test(child.name)) continue;
      if (child.name === 'Spread' || source(child) === '...') {
        const spread = child.nextSibling;
        if (spread) items.push(operation('...', [valueFrom(spread)], at(spread)));
      } else if (child.prevSibling?.name !== 'Spread') items.push(valueFrom(child));
    }
    return items;
  }

  function property(node: SyntaxNode): Entry[] {
    const children = childrenOf(node).filter(({ name }) => !/Comment$/.test(name));
    const [key] = children;
    if (!key) return [];
    if (key.name === 'Spread')
      return children[1] ? [{ key: '...', keyAt: at(node), value: valueFrom(children[1]) }] : [];
    const name = key.name === 'String' ? unquoted(source(key)) : source(key);
    const colon = children.findIndex(({ name }) => name === ':');
    const value = colon < 0 ? undefined : children[colon + 1];
    if (value) return [{ key: name, keyAt: at(key), value: valueFrom(value) }];
    const isMethod = children.some(({ name }) => name === 'ParamList');
    if (isMethod) {
      const definition = children.find(({ name }) => /PropertyDefinition/.test(name)) ?? key;
      return [{ key: source(definition), keyAt: at(definition), value: functionOf(node) }];
    }
    return [{ key: name, keyAt: at(key), value: { kind: 'name', name, at: at(key) } }];
  }

  function functionOf(node: SyntaxNode): Value {
    const list = node.getChild('ParamList');
    const parameters = list
      ? list.getChildren('VariableDefinition').map(source)
      : node.getChildren('VariableDefinition').map(source);
    const block = node.getChild('Block');
    const body = childrenOf(node).at(-1);
    const returns = block ? returnsOf(block) : node.name === 'ArrowFunction' && body ? [valueFrom(body)] : [];
    return { kind: 'function', parameters, returns, at: at(node) };
  }

  /** Not those of functions inside. */
  function returnsOf(block: SyntaxNode): Value[] {
    const found: Value[] = [];
    block.cursor().iterate(({ node }) => {
      if (node.name === 'ReturnStatement') {
        const value = childrenOf(node).find(({ name }) => name !== 'return' && name !== ';');
        if (value) found.push(valueFrom(value));
      }
      return !/Function|Method/.test(node.name) || undefined;
    });
    return found;
  }

  function template(node: SyntaxNode): Value {
    const parts: Value[] = [];
    let from = node.from + 1;
    const text = (to: number) => {
      if (to > from) parts.push({ kind: 'text', text: file.text.slice(from, to), at: spanOf(file, from, to) });
    };
    for (const child of node.getChildren('Interpolation')) {
      text(child.from);
      const inner = childrenOf(child).find(({ name }) => !/Interpolation(?:Start|End)|^[{}]$|^\$\{$/.test(name));
      if (inner) parts.push(valueFrom(inner));
      from = child.to;
    }
    text(node.to - 1);
    return { ...concatenated(parts, at(node)), at: at(node) };
  }
}

function requiredModule(value: Value): string | undefined {
  if (value.kind !== 'call' || value.callee !== 'require') return undefined;
  const [module] = value.arguments;
  return module?.kind === 'text' ? module.text : undefined;
}

export const unquoted = (literal: string): string =>
  literal
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gis, (_, x, u, plain: string) =>
      x || u ? String.fromCharCode(Number.parseInt(x ?? u, 16)) : ({ n: '\n', t: '\t', r: '\r' }[plain] ?? plain),
    );
