import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/rust';
import { perFile } from '../per-file.js';
import { type SourceFile, type Span, spanOf } from '../source-file.js';
import type { CallValue, Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';
import { childrenOf, parseBounded } from './syntax.js';

/** Seconds of each unit. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['secs', 1],
  ['mins', 60],
  ['hours', 3600],
]);

/** A Rust file: its calls, each with the ones it continues as its receiver, and its variables. */
export const readRust = perFile(read);

/** Methods and functions that leave a text or a list what it is. */
const PASSING =
  /^(?:parse|unwrap|expect|to_string|to_owned|to_vec|into|iter|into_iter|collect|map|filter_map|as_str|as_bytes|clone|cloned|copied|try_into|trim|ok|as_ref|unwrap_or_default)$/;
const WRAPPING = /(?:^|\.)(?:from_static|from_str|try_from|from|Some|Ok|Box\.new|Arc\.new|list|exact)$/;

function read(file: SourceFile): CodeFile {
  // An array stands in place of vec![…], whose inside has no syntax of its own.
  const text = file.text.replace(/\bvec!(?=\s*\[)/g, '    ');
  const parsed = parseBounded({ path: file.path, text }, parser);
  if ('message' in parsed) return NO_CODE(file, { ...parsed, at: spanOf(file) });
  const calls: CallValue[] = [];
  const variables = new Map<string, Value | undefined>();
  const source = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const at = (node: SyntaxNode): Span => spanOf(file, node.from, node.to);
  parsed.tree.cursor().iterate(({ node }) => {
    if (node.name === 'CallExpression') {
      const call = callOf(node);
      if (call.kind === 'call') calls.push(call);
    }
    if (/^(?:LetDeclaration|ConstItem|StaticItem)$/.test(node.name)) {
      const name = node.getChild('BoundIdentifier');
      const equals = childrenOf(node).findIndex((one) => one.name === '=');
      const value = childrenOf(node)[equals + 1];
      if (!name || equals < 0 || !value) return;
      variables.set(source(name), variables.has(source(name)) ? undefined : valueFrom(value));
    }
  });
  return { file, calls, variables, assignments: [], imports: new Map() };

  function valueFrom(node: SyntaxNode): Value {
    const place = at(node);
    switch (node.name) {
      case 'String':
        return { kind: 'text', text: source(node).replace(/^b?"|"$/g, ''), at: place };
      case 'RawString':
        return { kind: 'text', text: source(node).replace(/^b?r#*"|"#*$/g, ''), at: place };
      case 'Integer': {
        const digits = source(node).replace(/_|[ui](?:8|16|32|64|size)$/g, '');
        return { kind: 'number', number: Number(digits), text: digits, at: place };
      }
      case 'Boolean':
        return { kind: 'boolean', boolean: source(node) === 'true', at: place };
      case 'Identifier':
      case 'ScopedIdentifier':
      case 'FieldExpression': {
        const name = source(node).replace(/\s+/g, '').replaceAll('::', '.');
        return name === 'None' ? { kind: 'null', at: place } : { kind: 'name', name, at: place };
      }
      case 'ArrayExpression':
        return {
          kind: 'list',
          items: childrenOf(node)
            .filter(({ name }) => !/^(?:[[\],;]|.*Comment)$/.test(name))
            .map(valueFrom),
          at: place,
        };
      case 'ReferenceExpression':
      case 'ParenthesizedExpression':
      case 'TryExpression': {
        const inner = childrenOf(node).find(({ name }) => !/^(?:[&()?]|mut)$/.test(name));
        return inner ? valueFrom(inner) : { kind: 'unknown', because: 'it is computed', at: place };
      }
      case 'CallExpression':
        return callOf(node);
      case 'ClosureExpression':
        return { kind: 'function', parameters: [], returns: [], at: place };
      case 'BinaryExpression': {
        const [left, operator, right] = childrenOf(node);
        const [a, b] = [left && valueFrom(left), right && valueFrom(right)];
        if (a?.kind === 'number' && b?.kind === 'number' && operator && source(operator) === '*')
          return { kind: 'number', number: a.number * b.number, text: String(a.number * b.number), at: place };
      }
    }
    return { kind: 'unknown', because: 'it is computed', at: place };
  }

  function callOf(node: SyntaxNode): Value {
    const [first] = childrenOf(node);
    const list = node.getChild('ArgList');
    const callee = first?.name === 'GenericFunction' ? first.firstChild : first;
    const place = at(node);
    const args = list
      ? childrenOf(list)
          .filter(({ name }) => !/^(?:[(),]|.*Comment)$/.test(name))
          .map(valueFrom)
      : [];
    if (!callee) return { kind: 'unknown', because: 'it is computed', at: place };
    if (callee.name === 'FieldExpression') {
      const [object, field] = [callee.firstChild, callee.getChild('FieldIdentifier')];
      if (!object || !field) return { kind: 'unknown', because: 'it is computed', at: place };
      const receiver = valueFrom(object);
      const method = source(field);
      if (PASSING.test(method)) return receiver;
      if (/^unwrap_or(?:_else)?$/.test(method) && args[0])
        return { kind: 'call', callee: '||', arguments: [receiver, args[0]], named: [], at: place };
      return { kind: 'call', callee: `.${method}`, receiver, arguments: args, named: [], at: place };
    }
    const name = source(callee)
      .replace(/\s+|::<[^>]*>/g, '')
      .replaceAll('::', '.');
    if (WRAPPING.test(name) && args[0]) return args[0];
    // Duration::from_secs(60), Duration::from_hours(1)
    const [, unit = ''] = /Duration\.from_(\w+)$/.exec(name) ?? [];
    const seconds = SECONDS.get(unit);
    const [amount] = args;
    if (seconds !== undefined && amount?.kind === 'number') {
      const number = amount.number * seconds;
      return { kind: 'number', number, text: String(number), at: place };
    }
    return { kind: 'call', callee: name, arguments: args, named: [], at: place };
  }
}
