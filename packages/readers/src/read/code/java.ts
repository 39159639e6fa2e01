import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/java';
import { jsonText } from '../json-text.js';
import { perFile } from '../per-file.js';
import type { SourceFile, Span } from '../source-file.js';
import { type CallValue, type Entry, operation, type Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';
import { codeNotes } from './code-notes.js';
import { childrenOf, parseBounded } from './syntax.js';

/** A Java file. Constructors are calls of `new T`, annotations calls of `@T`. */
export interface JavaFile extends CodeFile {
  readonly classes: readonly Declared[];
  readonly methods: readonly Declared[];
}

/** A class or a method. */
export interface Declared {
  readonly name: string;
  /** Of a method: its result type, as written. */
  readonly type: string;
  readonly annotations: readonly CallValue[];
  readonly at: Span;
  readonly nameAt: Span;
}

export const readJava = perFile(read);

/** Constructors and functions that make a list of what they are given. */
const LISTS =
  /^(?:(?:java\.util\.)?(?:Arrays\.asList|List\.of|Set\.of|Stream\.of|Collections\.singletonList|Collections\.singleton)|asList|ImmutableList\.of|listOf)$/;

function read(file: SourceFile): JavaFile {
  const parsed = parseBounded(file, parser);
  if ('message' in parsed) return { ...NO_CODE(file, parsed), classes: [], methods: [] };
  const { tree, problem } = parsed;
  const { calls, assignments, variables, imports, source, at, assign, once } = codeNotes(file);
  const classes: Declared[] = [];
  const methods: Declared[] = [];
  const valueFrom = once(convert);

  tree.cursor().iterate(({ node }) => {
    switch (node.name) {
      case 'MethodInvocation':
      case 'ObjectCreationExpression':
      case 'Annotation':
      case 'MarkerAnnotation': {
        const value = valueFrom(node);
        if (value.kind === 'call') calls.push(value);
        break;
      }
      case 'FieldDeclaration':
      case 'LocalVariableDeclaration':
        declare(node);
        break;
      case 'AssignmentExpression': {
        const [target, , value] = childrenOf(node);
        if (target && value) assign(source(target).replace(/^this\./, ''), valueFrom(value), node);
        break;
      }
      case 'ImportDeclaration': {
        const name = node.getChild('ScopedIdentifier');
        const module = name ? source(name) : '';
        if (module !== '')
          imports.set(node.getChild('Asterisk') ? `${module}.*` : module.replace(/^.*\./s, ''), { module, name: '*' });
        break;
      }
      case 'ClassDeclaration':
      case 'RecordDeclaration':
        declared(node, classes);
        break;
      case 'MethodDeclaration':
        declared(node, methods);
        break;
    }
  });
  return { file, calls, variables, assignments, imports, classes, methods, ...(problem && { problem }) };

  function declared(node: SyntaxNode, list: Declared[]): void {
    const name = node.getChild('Definition');
    if (!name) return;
    const type = childrenOf(node).findLast(({ name: kind, to }) => /Type/.test(kind) && to <= name.from);
    list.push({
      name: source(name),
      type: type ? source(type) : '',
      annotations: annotationsOf(node),
      at: at(node),
      nameAt: at(name),
    });
  }

  function annotationsOf(node: SyntaxNode): readonly CallValue[] {
    const modifiers = node.getChild('Modifiers');
    return (modifiers ? childrenOf(modifiers) : [])
      .filter(({ name }) => /Annotation$/.test(name))
      .map(valueFrom)
      .filter((one) => one.kind === 'call');
  }

  /** A field that `@Value("${key:default}")` sets is a choice of the property and its default. */
  function declare(node: SyntaxNode): void {
    const injected = annotationsOf(node).find(({ callee }) => callee === '@Value')?.arguments[0];
    for (const declarator of node.getChildren('VariableDeclarator')) {
      const name = declarator.getChild('Definition');
      const value = childrenOf(declarator).findLast(
        ({ name: kind }) => !/^(?:Definition|AssignOp|Dimension)$/.test(kind),
      );
      if (!name) continue;
      if (value) assign(source(name), valueFrom(value), node);
      else if (injected?.kind === 'text') assign(source(name), property(injected.text, injected.at), node);
    }
  }

  function convert(node: SyntaxNode): Value {
    const place = at(node);
    switch (node.name) {
      case 'StringLiteral':
        return { kind: 'text', text: unquoted(source(node)), at: place };
      case 'TextBlock':
        return { kind: 'text', text: source(node).slice(3, -3).trim(), at: place };
      case 'IntegerLiteral':
      case 'FloatingPointLiteral': {
        const text = source(node).replace(/[_lL]/g, '');
        return { kind: 'number', number: Number(text), text, at: place };
      }
      case 'BooleanLiteral':
        return { kind: 'boolean', boolean: source(node) === 'true', at: place };
      case 'null':
        return { kind: 'null', at: place };
      case 'Identifier':
        return { kind: 'name', name: source(node), at: place };
      case 'FieldAccess':
      case 'ScopedIdentifier':
        return (
          constant(node) ?? {
            kind: 'name',
            name: source(node)
              .replace(/\s/g, '')
              .replace(/^this\./, ''),
            at: place,
          }
        );
      case 'MethodInvocation':
        return invocation(node);
      case 'ObjectCreationExpression': {
        const type = childrenOf(node).find(({ name }) => /Type/.test(name));
        return operation(`new ${type ? source(type).replace(/<.*/s, '') : ''}`, argumentsOf(node), place);
      }
      case 'ArrayInitializer':
      case 'ElementValueArrayInitializer':
        return {
          kind: 'list',
          items: childrenOf(node)
            .filter(({ name }) => !/^[{},]$|Comment$/.test(name))
            .map(valueFrom),
          at: place,
        };
      case 'ArrayCreationExpression': {
        const items = node.getChild('ArrayInitializer');
        return items ? valueFrom(items) : { kind: 'list', items: [], at: place };
      }
      case 'MarkerAnnotation':
      case 'Annotation':
        return annotation(node);
      case 'MethodReference':
        return { kind: 'name', name: source(node).replace('::', '.'), at: place };
      case 'LambdaExpression': {
        const body = childrenOf(node).at(-1);
        return {
          kind: 'function',
          parameters: node.getChildren('Definition').map(source),
          returns: body && body.name !== 'Block' ? [valueFrom(body)] : [],
          at: place,
        };
      }
      case 'CastExpression':
      case 'ParenthesizedExpression': {
        const inside = childrenOf(node).findLast(({ name }) => !/^[()]$/.test(name));
        if (inside) return valueFrom(inside);
        break;
      }
      case 'BinaryExpression': {
        const [left, operator, right] = childrenOf(node);
        if (left && operator && right) return operation(source(operator), [valueFrom(left), valueFrom(right)], place);
        break;
      }
      case 'TernaryExpression': {
        const [test, , yes, , no] = childrenOf(node);
        if (test && yes && no) return operation('?:', [valueFrom(test), valueFrom(yes), valueFrom(no)], place);
        break;
      }
    }
    return { kind: 'unknown', because: 'it is computed', at: place };
  }

  function constant(node: SyntaxNode): Value | undefined {
    const text = source(node);
    const [, method] = /^(?:HttpMethod|RequestMethod)\.(\w+)$/.exec(text) ?? [];
    if (method !== undefined) return { kind: 'text', text: method, at: at(node) };
    const [, header] = /^HttpHeaders\.(\w+)$/.exec(text) ?? [];
    const name = header
      ?.toLowerCase()
      .replace(/_/g, '-')
      .replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
    if (name !== undefined) return { kind: 'text', text: name, at: at(node) };
    return text === 'CorsConfiguration.ALL' ? { kind: 'text', text: '*', at: at(node) } : undefined;
  }

  function argumentsOf(node: SyntaxNode): readonly Value[] {
    const list = node.getChild('ArgumentList') ?? node.getChild('AnnotationArgumentList');
    return list
      ? childrenOf(list)
          .filter(({ name }) => !/^[(),]$|Comment$|^ElementValuePair$/.test(name))
          .map(valueFrom)
      : [];
  }

  function invocation(node: SyntaxNode): Value {
    const method = node.getChild('MethodName');
    if (!method) return { kind: 'unknown', because: 'it is computed', at: at(node) };
    const [first] = childrenOf(node);
    const name = source(method);
    const args = argumentsOf(node);
    const target = first && first.name !== 'MethodName' ? valueFrom(first) : undefined;
    // HttpMethod.PUT.name()
    if (target?.kind === 'text' && /^(?:name|toString)$/.test(name)) return target;
    const callee = target === undefined ? name : target.kind === 'name' ? `${target.name}.${name}` : `.${name}`;
    if (LISTS.test(callee)) {
      const [only] = args;
      return args.length === 1 && only?.kind === 'list' ? only : { kind: 'list', items: args, at: at(node) };
    }
    const [, unit] = /^Duration\.of(Seconds|Minutes|Hours|Days)$/.exec(callee) ?? [];
    const seconds = unit === undefined ? undefined : SECONDS[unit];
    if (seconds !== undefined && args[0]?.kind === 'number')
      return { kind: 'number', number: args[0].number * seconds, text: String(args[0].number * seconds), at: at(node) };
    return { kind: 'call', callee, arguments: args, named: [], at: at(node), ...(target && { receiver: target }) };
  }

  function annotation(node: SyntaxNode): Value {
    const name = childrenOf(node).find(({ name: kind }) => /Identifier$/.test(kind));
    const list = node.getChild('AnnotationArgumentList');
    const named = (list?.getChildren('ElementValuePair') ?? []).flatMap((pair): Entry[] => {
      const [key, , value] = childrenOf(pair);
      return key && value ? [{ key: source(key), keyAt: at(key), value: valueFrom(value) }] : [];
    });
    return {
      kind: 'call',
      callee: `@${name ? source(name).split('.').at(-1) : ''}`,
      arguments: argumentsOf(node),
      named,
      at: at(node),
    };
  }
}

const SECONDS: Readonly<Record<string, number>> = { Seconds: 1, Minutes: 60, Hours: 3600, Days: 86_400 };

/** `${key:default}` of Spring. */
export function property(text: string, at: Span): Value {
  const [, key, fallback] = /^[$#]\{'?\$?\{?([\w.-]+)(?::([^}]*))?\}?.*\}$/s.exec(text) ?? [];
  if (key === undefined) return { kind: 'text', text, at };
  const given: Value = { kind: 'unknown', because: `it comes from ${key}`, at };
  if (fallback === undefined) return given;
  return {
    kind: 'choice',
    of: [
      { value: given, when: `${key} is set` },
      { value: { kind: 'text', text: fallback, at }, when: `${key} is not set` },
    ],
    at,
  };
}

const unquoted = (text: string): string => jsonText(text) ?? text.slice(1, -1);
