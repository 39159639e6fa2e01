import { type Span, textAt } from '../../source-file.js';
import { methodOf, propertyOf } from './builtins.js';
import { changes } from './changes.js';
import {
  asText,
  type Datum,
  literal,
  NOTHING,
  numbered,
  type Scope,
  truth,
  unknown,
  unknownFrom,
  written,
  yesOrNo,
} from './datum.js';
import { equals } from './equality.js';
import { lookUp } from './globals.js';
import { operated, typeOf } from './operators.js';
import type { Expression, FunctionExpression, Pattern, Program, Statement } from './program.js';
import { type Follower, type Run, Thrown, TooLong } from './run.js';

type Completion = { readonly kind: 'return'; readonly value: Datum } | { readonly kind: 'break' | 'continue' };

const MOST_CALLS = 60;

/** Follows a program without running it: what is not known stays unknown, and conditions on it are assumed both ways. */
export class Interpreter implements Follower {
  #depth = 0;

  constructor(
    readonly run: Run,
    /** What a call of something unknown means for the host, such as a response that is sent. */
    readonly onCall: (name: string, args: readonly Datum[], at: Span) => Datum | undefined = () => undefined,
  ) {}

  /** The scope in which a function was written: declarations around it, and what changes them before. */
  scopeOf(program: Program, target: FunctionExpression | undefined): Scope {
    const around: FunctionExpression[] = [];
    for (let one = target?.outer; one; one = one.outer) around.unshift(one);
    let scope: Scope = { names: new Map(), outer: undefined };
    this.#prepare(program.body, scope, target?.at.from);
    for (const one of around) {
      scope = { names: new Map(), outer: scope };
      for (const parameter of one.parameters) this.#bind(parameter, unknown('it is a parameter'), scope);
      this.#prepare(one.body, scope, target?.at.from);
    }
    return scope;
  }

  call(callee: Datum, args: readonly Datum[], at: Span): Datum {
    if (callee.kind === 'native') return callee.call?.(args, at) ?? unknown('a call decides it');
    if (callee.kind !== 'closure') return unknown('a call decides it');
    if (++this.#depth > MOST_CALLS) throw new TooLong();
    const scope: Scope = { names: new Map(), outer: callee.scope };
    callee.made.parameters.forEach((parameter, i) => {
      this.#bind(parameter, args[i] ?? NOTHING, scope);
    });
    const done = this.#all(callee.made.body, scope);
    this.#depth--;
    return done?.kind === 'return' ? done.value : NOTHING;
  }

  /** Declarations and changes of variables; nothing else of the text around a function matters to it. */
  #prepare(body: readonly Statement[], scope: Scope, until = Number.POSITIVE_INFINITY): void {
    for (const statement of body) {
      if (statement.kind === 'declare') this.#declare(statement.pattern, statement.value, scope);
      else if (statement.kind === 'block' || statement.kind === 'try') this.#prepare(statement.body, scope, until);
      else if (statement.at.from < until && (statement.kind === 'if' || statement.kind === 'for-each')) {
        if (changes(statement)) this.#one(statement, scope);
      } else if (statement.kind === 'do' && changes(statement)) this.#one(statement, scope);
    }
  }

  #declare(pattern: Pattern, value: Expression | undefined, scope: Scope): void {
    if (pattern.kind === 'bind') {
      const evaluate = () => (value ? this.evaluate(value, scope) : NOTHING);
      scope.names.set(pattern.name, { datum: value?.kind === 'function' ? evaluate() : evaluate });
    } else if (value) this.#bind(pattern, this.evaluate(value, scope), scope);
  }

  #bind(pattern: Pattern, value: Datum, scope: Scope): void {
    switch (pattern.kind) {
      case 'bind': {
        const datum = value.kind === 'nothing' && pattern.otherwise ? this.evaluate(pattern.otherwise, scope) : value;
        scope.names.set(pattern.name, { datum });
        return;
      }
      case 'take':
        for (const { key, pattern: inner } of pattern.properties) this.#bind(inner, this.get(value, key), scope);
        return;
      case 'each':
        pattern.items.forEach((inner, i) => {
          this.#bind(inner, value.kind === 'list' ? (value.items[i] ?? NOTHING) : unknownFrom(value), scope);
        });
    }
  }

  #all(body: readonly Statement[], scope: Scope): Completion | undefined {
    // Functions are known before their declaration.
    for (const one of body)
      if (one.kind === 'declare' && one.value?.kind === 'function') this.#declare(one.pattern, one.value, scope);
    for (const one of body) {
      const done = this.#one(one, scope);
      if (done) return done;
    }
    return undefined;
  }

  #inner(body: readonly Statement[], scope: Scope): Completion | undefined {
    return this.#all(body, { names: new Map(), outer: scope });
  }

  #one(statement: Statement, scope: Scope): Completion | undefined {
    this.run.step();
    switch (statement.kind) {
      case 'do':
        this.evaluate(statement.expression, scope);
        return undefined;
      case 'declare':
        this.#bind(statement.pattern, statement.value ? this.evaluate(statement.value, scope) : NOTHING, scope);
        return undefined;
      case 'if':
        return this.#inner(this.holds(statement.test, scope) ? statement.yes : statement.no, scope);
      case 'return':
        return { kind: 'return', value: statement.value ? this.evaluate(statement.value, scope) : NOTHING };
      case 'throw':
        throw new Thrown(this.evaluate(statement.value, scope), statement.at);
      case 'for-each':
        return this.#forEach(statement, scope);
      case 'try':
        return this.#try(statement, scope);
      case 'switch':
        return this.#switch(statement, scope);
      case 'block':
        return this.#inner(statement.body, scope);
      default:
        return { kind: statement.kind };
    }
  }

  #forEach({ pattern, of, body, at }: Extract<Statement, { kind: 'for-each' }>, scope: Scope): Completion | undefined {
    const over = this.evaluate(of, scope);
    const items =
      over.kind === 'list'
        ? over.items
        : over.kind === 'map'
          ? [...over.entries.keys()].map((one) => written(one, at))
          : undefined;
    if (!items && !this.run.decide(unknownFrom(over), textAt(of.at))) return undefined;
    for (const item of items ?? [unknownFrom(over)]) {
      const inner: Scope = { names: new Map(), outer: scope };
      this.#bind(pattern, item, inner);
      const done = this.#all(body, inner);
      if (done?.kind === 'break') break;
      if (done?.kind === 'return') return done;
    }
    return undefined;
  }

  #try(statement: Extract<Statement, { kind: 'try' }>, scope: Scope): Completion | undefined {
    let done: Completion | undefined;
    try {
      done = this.#inner(statement.body, scope);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      done = this.#inner(statement.rescue, scope);
    }
    return this.#inner(statement.finally, scope) ?? done;
  }

  #switch({ of, cases }: Extract<Statement, { kind: 'switch' }>, scope: Scope): Completion | undefined {
    const value = this.evaluate(of, scope);
    const matches = (test: Expression) =>
      this.run.decide(
        equals(value, this.evaluate(test, scope), this.run, test.at),
        `${textAt(of.at)} ${textAt(test.at)}`,
      );
    let index = cases.findIndex(({ test }) => test && matches(test));
    if (index < 0) index = cases.findIndex(({ test }) => !test);
    for (const { body } of index < 0 ? [] : cases.slice(index)) {
      const done = this.#inner(body, scope);
      if (done?.kind === 'break') return undefined;
      if (done) return done;
    }
    return undefined;
  }

  holds(test: Expression, scope: Scope): boolean {
    return this.run.decide(this.evaluate(test, scope), textAt(test.at));
  }

  get(object: Datum, key: string): Datum {
    if (object.kind === 'native') return object.get(key) ?? unknown(`.${key} decides it`);
    if (object.kind === 'map') return object.entries.get(key) ?? NOTHING;
    return propertyOf(object, key) ?? unknownFrom(object);
  }

  evaluate(expression: Expression, scope: Scope): Datum {
    this.run.step();
    switch (expression.kind) {
      case 'literal':
        return literal(expression.value, expression.at);
      case 'regex':
        return { kind: 'regex', source: expression.source, flags: expression.flags, at: expression.at };
      case 'list':
        return { kind: 'list', items: this.#items(expression.items, scope) };
      case 'map':
        return this.#map(expression, scope);
      case 'spread':
        return this.evaluate(expression.of, scope);
      case 'name':
        return lookUp(expression.name, scope);
      case 'member':
        return this.#member(expression, scope);
      case 'call':
        return this.#called(expression, scope);
      case 'unary': {
        const of = this.evaluate(expression.of, scope);
        if (expression.operator === '-' && of.kind === 'number') return numbered(-of.number);
        if (expression.operator !== '!')
          return expression.operator === 'typeof' ? typeOf(of, expression.at) : unknownFrom(of);
        return yesOrNo(!this.run.decide(of, textAt(expression.of.at)));
      }
      case 'binary':
        return this.#binary(expression, scope);
      case 'conditional':
        return this.evaluate(this.holds(expression.test, scope) ? expression.yes : expression.no, scope);
      case 'assign':
        return this.#assign(expression, scope);
      case 'function':
        return { kind: 'closure', made: expression, scope };
      case 'unknown':
        return unknown('it is computed');
    }
  }

  #items(items: readonly Expression[], scope: Scope): Datum[] {
    return items.flatMap((one) => {
      const value = this.evaluate(one, scope);
      if (one.kind !== 'spread') return [value];
      return value.kind === 'list' ? value.items : [unknownFrom(value)];
    });
  }

  #map({ entries }: Extract<Expression, { kind: 'map' }>, scope: Scope): Datum {
    const map = new Map<string, Datum>();
    for (const { key, value } of entries) {
      const datum = this.evaluate(value, scope);
      if (!key) {
        if (datum.kind === 'map') for (const [name, inner] of datum.entries) map.set(name, inner);
        continue;
      }
      const name = asText(this.evaluate(key, scope));
      if (name !== undefined) map.set(name, datum);
    }
    return { kind: 'map', entries: map };
  }

  #member({ object, key, at }: Extract<Expression, { kind: 'member' }>, scope: Scope): Datum {
    const inner = this.evaluate(object, scope);
    const name = asText(this.evaluate(key, scope));
    if (inner.kind === 'nothing' && !/\?\.\s*$/.test(at.file.text.slice(object.at.to, key.at.from)))
      throw new Thrown(NOTHING, at);
    if (inner.kind === 'nothing') return NOTHING;
    return name === undefined ? unknownFrom(inner) : this.get(inner, name);
  }

  #called({ callee, arguments: given, at }: Extract<Expression, { kind: 'call' }>, scope: Scope): Datum {
    const args = this.#items(given, scope);
    const name = textAt(callee.at).replace(/\s+|\?(?=\.)/g, '');
    if (callee.kind === 'member') {
      const object = this.evaluate(callee.object, scope);
      const method = asText(this.evaluate(callee.key, scope)) ?? '';
      if (object.kind === 'nothing') {
        if (/\?\.\s*$/.test(at.file.text.slice(callee.object.at.to, callee.key.at.from))) return NOTHING;
        throw new Thrown(NOTHING, at);
      }
      const own = object.kind === 'map' || object.kind === 'native' ? this.get(object, method) : undefined;
      if (own?.kind === 'closure' || (own?.kind === 'native' && own.call)) return this.call(own, args, at);
      const made = methodOf(object, method, args, at, this);
      if (made) return made;
      const sent = this.onCall(name, args, at);
      if (sent) return sent;
      return object.kind === 'unknown' ? unknownFrom(object) : unknown(`${name}() decides it`);
    }
    const target = this.evaluate(callee, scope);
    if (target.kind === 'closure' || target.kind === 'native') {
      if (target.kind === 'native' && !target.call)
        return this.onCall(name, args, at) ?? unknown(`${name}() decides it`);
      return this.call(target, args, at);
    }
    return this.onCall(name, args, at) ?? unknown(`${name}() decides it`);
  }

  #binary({ operator, left, right, at }: Extract<Expression, { kind: 'binary' }>, scope: Scope): Datum {
    const a = this.evaluate(left, scope);
    switch (operator) {
      case '&&':
        return this.run.decide(a, textAt(left.at))
          ? this.evaluate(right, scope)
          : truth(a) === undefined
            ? yesOrNo(false)
            : a;
      case '||':
        return this.run.decide(a, textAt(left.at)) ? a : this.evaluate(right, scope);
      case '??':
        if (a.kind === 'unknown') return this.run.decide(a, textAt(left.at)) ? a : this.evaluate(right, scope);
        return a.kind === 'nothing' ? this.evaluate(right, scope) : a;
    }
    return operated(operator, a, this.evaluate(right, scope), this.run, at);
  }

  #assign({ operator, target, value, at }: Extract<Expression, { kind: 'assign' }>, scope: Scope): Datum {
    const datum = this.evaluate(value, scope);
    const given = operator === '=' ? datum : unknown('it is computed');
    if (target.kind === 'name') {
      for (let one: Scope | undefined = scope; one; one = one.outer) {
        const slot = one.names.get(target.name);
        if (slot) {
          slot.datum = given;
          return given;
        }
      }
      scope.names.set(target.name, { datum: given });
    } else if (target.kind === 'member') {
      const object = this.evaluate(target.object, scope);
      const key = asText(this.evaluate(target.key, scope));
      if (object.kind === 'map' && key !== undefined) object.entries.set(key, given);
      if (key !== undefined)
        this.onCall(`${textAt(target.object.at).replace(/\s+/g, '')}[]=`, [written(key, at), given], at);
    } else if (target.kind === 'take' || target.kind === 'each') this.#bind(target, given, scope);
    return given;
  }
}
