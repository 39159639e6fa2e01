import type { SyntaxNode } from '@lezer/common';
import { perFile } from '../../per-file.js';
import { type SourceFile, type Span, spanOf } from '../../source-file.js';
import { javascriptTree, unquoted } from '../javascript.js';
import { childrenOf } from '../syntax.js';
import { elements, type Inside, member, members, property, template } from './javascript-literals.js';
import type { Expression, FunctionExpression, Pattern, Program, Statement } from './program.js';

/** A JavaScript or TypeScript file as a program; an empty one if it can't be parsed. */
export const javascriptProgram = perFile(convert);

function convert(file: SourceFile): Program {
  const parsed = javascriptTree(file);
  const functions = new Map<number, FunctionExpression>();
  if ('message' in parsed) return { body: [], functions };
  const source = (node: SyntaxNode): string => file.text.slice(node.from, node.to);
  const at = (node: SyntaxNode): Span => spanOf(file, node.from, node.to);
  let outer: FunctionExpression | undefined;
  const literals: Inside = { file, expression, functionOf };
  return { body: statements(parsed.tree.topNode), functions };

  function statements(node: SyntaxNode): Statement[] {
    return childrenOf(node).flatMap(statement);
  }

  function inside(node: SyntaxNode | undefined): readonly Statement[] {
    if (!node) return [];
    return node.name === 'Block' ? statements(node) : statement(node);
  }

  function statement(node: SyntaxNode): Statement[] {
    const children = childrenOf(node);
    const place = at(node);
    switch (node.name) {
      case 'ExpressionStatement':
        return children[0] ? [{ kind: 'do', expression: expression(children[0]), at: place }] : [];
      case 'VariableDeclaration':
        return declarations(node);
      case 'FunctionDeclaration': {
        const made = functionOf(node);
        return [{ kind: 'declare', pattern: { kind: 'bind', name: made.name }, value: made, at: place }];
      }
      case 'ExportDeclaration':
        return exported(node);
      case 'ClassDeclaration':
        return members(node, literals);
      case 'IfStatement': {
        const test = node.getChild('ParenthesizedExpression');
        const index = children.findIndex((one) => one === test || one.from === test?.from);
        const rest = children.slice(index + 1).filter(({ name }) => !/Comment$/.test(name));
        const [yes, , no] = rest;
        return test ? [{ kind: 'if', test: expression(test), yes: inside(yes), no: inside(no), at: place }] : [];
      }
      case 'ReturnStatement': {
        const value = children.find(({ name }) => name !== 'return' && name !== ';' && !/Comment$/.test(name));
        return [{ kind: 'return', value: value && expression(value), at: place }];
      }
      case 'ThrowStatement': {
        const value = children.find(({ name }) => name !== 'throw');
        return value ? [{ kind: 'throw', value: expression(value), at: place }] : [];
      }
      case 'ForStatement':
        return loop(node);
      case 'TryStatement': {
        const [body] = node.getChildren('Block');
        return [
          {
            kind: 'try',
            body: inside(body),
            rescue: inside(node.getChild('CatchClause')?.getChild('Block') ?? undefined),
            finally: inside(node.getChild('FinallyClause')?.getChild('Block') ?? undefined),
            at: place,
          },
        ];
      }
      case 'SwitchStatement':
        return choose(node);
      case 'Block':
        return [{ kind: 'block', body: statements(node), at: place }];
      case 'BreakStatement':
        return [{ kind: 'break', at: place }];
      case 'ContinueStatement':
        return [{ kind: 'continue', at: place }];
      case 'LabeledStatement': {
        const labelled = children.at(-1);
        return labelled ? statement(labelled) : [];
      }
    }
    return [];
  }

  /** What is exported keeps its name; a default export is called `default`. */
  function exported(node: SyntaxNode): Statement[] {
    const inner = childrenOf(node).filter(({ name }) => !/^(?:export|default|;)$/.test(name));
    const isDefault = node.getChild('default') !== null;
    return inner.flatMap((child): Statement[] => {
      if (/Declaration$/.test(child.name)) return statement(child);
      if (!isDefault || child.name === 'String') return [];
      return [{ kind: 'declare', pattern: { kind: 'bind', name: 'default' }, value: expression(child), at: at(child) }];
    });
  }

  function declarations(node: SyntaxNode): Statement[] {
    const found: Statement[] = [];
    let pattern: Pattern | undefined;
    let value: Expression | undefined;
    const end = () => {
      if (pattern) found.push({ kind: 'declare', pattern, value, at: at(node) });
      pattern = undefined;
      value = undefined;
    };
    for (const child of childrenOf(node)) {
      if (/^(?:VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name) && !pattern)
        pattern = patternOf(child);
      else if (child.name === ',') end();
      else if (
        /^(?:const|let|var|using|;|Equals|TypeAnnotation|Definite)$/.test(child.name) ||
        /Comment$/.test(child.name)
      )
        continue;
      else value = expression(child);
    }
    end();
    return found;
  }

  function patternOf(node: SyntaxNode, otherwise?: Expression, type?: string): Pattern {
    if (node.name === 'ObjectPattern')
      return {
        kind: 'take',
        properties: node.getChildren('PatternProperty').flatMap((property) => {
          const [key, colon, inner] = childrenOf(property).filter(({ name }) => !/Comment$/.test(name));
          if (!key || key.name === 'Spread') return [];
          const isRenamed = colon?.name === ':' && inner !== undefined;
          const name = key.name === 'String' ? unquoted(source(key)) : source(key);
          return [{ key: name, pattern: isRenamed ? patternOf(inner) : { kind: 'bind' as const, name } }];
        }),
      };
    if (node.name === 'ArrayPattern')
      return {
        kind: 'each',
        items: childrenOf(node)
          .filter(({ name }) => /VariableDefinition|Pattern$/.test(name))
          .map((one) => patternOf(one)),
      };
    return {
      kind: 'bind',
      name: source(node),
      ...(otherwise && { otherwise }),
      ...(type !== undefined && { type }),
    };
  }

  function loop(node: SyntaxNode): Statement[] {
    const body = childrenOf(node).at(-1);
    const spec = node.getChild('ForOfSpec') ?? node.getChild('ForInSpec');
    if (!spec) {
      // for (let i = 0; …): its body once, with a counter that is not known
      return [{ kind: 'block', body: [], at: at(node) }];
    }
    const children = childrenOf(spec).filter(({ name }) => !/^[()]$|^(?:const|let|var|of|in|await)$/.test(name));
    const [name, of] = children;
    if (!name || !of || !body) return [];
    return [{ kind: 'for-each', pattern: patternOf(name), of: expression(of), body: inside(body), at: at(node) }];
  }

  function choose(node: SyntaxNode): Statement[] {
    const of = node.getChild('ParenthesizedExpression');
    const body = node.getChild('SwitchBody');
    if (!of || !body) return [];
    const cases: { test: Expression | undefined; body: Statement[] }[] = [];
    for (const child of childrenOf(body)) {
      if (child.name === 'CaseLabel') {
        const test = childrenOf(child).find(({ name }) => name !== 'case' && name !== ':');
        cases.push({ test: test && expression(test), body: [] });
      } else if (child.name === 'DefaultLabel') cases.push({ test: undefined, body: [] });
      else cases.at(-1)?.body.push(...statement(child));
    }
    return [{ kind: 'switch', of: expression(of), cases, at: at(node) }];
  }

  function functionOf(node: SyntaxNode): FunctionExpression {
    const known = functions.get(node.from);
    if (known && known.at.to === node.to) return known;
    const name = node.getChild('VariableDefinition') ?? node.getChild('PropertyDefinition');
    const made: { -readonly [K in keyof FunctionExpression]: FunctionExpression[K] } = {
      kind: 'function',
      name: name && node.name !== 'ArrowFunction' ? source(name) : '',
      parameters: [],
      body: [],
      outer,
      at: at(node),
    };
    functions.set(node.from, made);
    const before = outer;
    outer = made;
    const list = node.getChild('ParamList');
    made.parameters = list
      ? parametersOf(list)
      : node.getChildren('VariableDefinition').map((one) => ({ kind: 'bind' as const, name: source(one) }));
    const block = node.getChild('Block');
    const last = childrenOf(node).at(-1);
    if (block) made.body = statements(block);
    else if (node.name === 'ArrowFunction' && last)
      made.body = [{ kind: 'return', value: expression(last), at: at(last) }];
    outer = before;
    return made;
  }

  function parametersOf(list: SyntaxNode): Pattern[] {
    const found: Pattern[] = [];
    for (const child of childrenOf(list)) {
      if (!/^(?:VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name)) continue;
      let type: string | undefined;
      let otherwise: Expression | undefined;
      for (let next = child.nextSibling; next && next.name !== ','; next = next.nextSibling) {
        if (next.name === 'TypeAnnotation') type = source(next).replace(/^:\s*/, '');
        if (next.name === 'Equals' && next.nextSibling) otherwise = expression(next.nextSibling);
      }
      found.push(patternOf(child, otherwise, type));
    }
    return found;
  }

  function expression(node: SyntaxNode): Expression {
    const place = at(node);
    const children = childrenOf(node).filter(({ name }) => !/Comment$/.test(name));
    const [first, second, third] = children;
    switch (node.name) {
      case 'String':
        return { kind: 'literal', value: unquoted(source(node)), at: place };
      case 'TemplateString':
        return template(node, literals);
      case 'Number':
        return { kind: 'literal', value: Number(source(node).replaceAll('_', '')), at: place };
      case 'BooleanLiteral':
        return { kind: 'literal', value: source(node) === 'true', at: place };
      case 'null':
        return { kind: 'literal', value: null, at: place };
      case 'RegExp': {
        const [, pattern = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(source(node)) ?? [];
        return { kind: 'regex', source: pattern, flags, at: place };
      }
      case 'VariableName':
      case 'this':
        return source(node) === 'undefined'
          ? { kind: 'literal', value: null, at: place }
          : { kind: 'name', name: source(node), at: place };
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
      case 'TypeAssertion':
      case 'PostfixExpression': {
        const inner = children.find(({ name }) => !/^(?:[()]|await|LogicOp|ArithOp|TypeAnnotation)$/.test(name));
        if (inner && node.name === 'PostfixExpression' && second?.name === 'ArithOp') break;
        return inner ? expression(inner) : { kind: 'unknown', at: place };
      }
      case 'ArrayExpression':
        return { kind: 'list', items: elements(node, literals), at: place };
      case 'ObjectExpression':
        return {
          kind: 'map',
          entries: node.getChildren('Property').flatMap((one) => property(one, literals)),
          at: place,
        };
      case 'MemberExpression':
        return member(node, literals);
      case 'CallExpression':
      case 'NewExpression': {
        const callee = children.find(({ name }) => !/^(?:new|TypeArgList|ArgList|\?\.)$/.test(name));
        if (!callee) break;
        const list = node.getChild('ArgList');
        return {
          kind: 'call',
          callee: expression((callee.name === 'InstantiationExpression' && callee.firstChild) || callee),
          arguments: list ? elements(list, literals) : [],
          ...(node.name === 'NewExpression' && { makes: true as const }),
          at: place,
        };
      }
      case 'UnaryExpression':
        return first && second
          ? { kind: 'unary', operator: source(first), of: expression(second), at: place }
          : { kind: 'unknown', at: place };
      case 'BinaryExpression':
        if (!first || !second || !third) break;
        if (/^(?:as|satisfies)$/.test(source(second))) return expression(first);
        return {
          kind: 'binary',
          operator: source(second),
          left: expression(first),
          right: expression(third),
          at: place,
        };
      case 'ConditionalExpression': {
        const [test, , yes, , no] = children;
        if (!test || !yes || !no) break;
        return {
          kind: 'conditional',
          test: expression(test),
          yes: expression(yes),
          no: expression(no),
          at: place,
        };
      }
      case 'AssignmentExpression': {
        const [target, operator, value] = children;
        if (!target || !operator || !value) break;
        return {
          kind: 'assign',
          operator: source(operator),
          target: /Pattern$/.test(target.name) ? patternOf(target) : expression(target),
          value: expression(value),
          at: place,
        };
      }
      case 'ArrowFunction':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'MethodDeclaration':
        return functionOf(node);
    }
    return { kind: 'unknown', at: place };
  }
}
