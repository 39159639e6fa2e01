import type { Chosen, Entry, Value } from '../value.js';
import type { CodeFile } from './code-file.js';

/** Variables that refer to each other. */
const MAX_DEPTH = 30;

/** How programs read an environment variable: the name is a part of the callee or the first argument. */
const ENVIRONMENT =
  /^(?:process\.env|import\.meta\.env|Deno\.env\.get|Bun\.env|os\.getenv|os\.environ\.get|os\.environ|environ\.get|os\.Getenv|env|env\.(?:str|list|bool)|config|getenv|ENV\.fetch|ENV|System\.getenv|System\.get_env|std::env::var|env::var|Environment\.GetEnvironmentVariable)(?:\.(\w+))?$/;

/**
 * What a value is, as far as the file says: names are replaced by what was assigned once, texts are joined, and where an
 * environment variable or a condition decides, it is a choice.
 */
export function resolved(value: Value, code: CodeFile, depth = 0): Value {
  if (depth > MAX_DEPTH) return { kind: 'unknown', because: 'it refers to itself', at: value.at };
  const inner = (one: Value): Value => resolved(one, code, depth + 1);
  switch (value.kind) {
    case 'name':
      return named(value, code, depth);
    case 'list':
      return { ...value, items: value.items.flatMap((one) => spread(inner(one), one)) };
    case 'map':
      return { ...value, entries: value.entries.flatMap((one): readonly Entry[] => expandedEntry(one, inner)) };
    case 'call':
      return called(value, code, depth);
    default:
      return value;
  }
}

function expandedEntry(entry: Entry, inner: (one: Value) => Value): readonly Entry[] {
  const value = inner(entry.value);
  if (entry.key === '...') return value.kind === 'map' ? value.entries : [{ ...entry, value }];
  return [{ ...entry, value }];
}

/** `...list` inside a list. */
function spread(value: Value, written: Value): readonly Value[] {
  if (written.kind !== 'call' || written.callee !== '...') return [value];
  if (value.kind === 'list') return value.items;
  if (value.kind === 'choice')
    return value.of.flatMap((one): readonly Value[] =>
      (one.value.kind === 'list' ? one.value.items : [one.value]).map((item) => ({
        kind: 'choice',
        of: [{ value: item, when: one.when }],
        at: item.at,
      })),
    );
  return [value];
}

function named(value: Extract<Value, { kind: 'name' }>, code: CodeFile, depth: number): Value {
  const { name, at } = value;
  const environment = ENVIRONMENT.exec(name)?.[1];
  if (environment !== undefined) return { kind: 'unknown', because: `it comes from ${environment}`, at };
  if (code.variables.has(name)) {
    const assigned = code.variables.get(name);
    return assigned
      ? resolved(assigned, code, depth + 1)
      : { kind: 'unknown', because: `${name} is assigned more than once`, at };
  }
  const [, object, property] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  if (object !== undefined && property !== undefined && code.variables.has(object)) {
    const whole = resolved({ kind: 'name', name: object, at }, code, depth + 1);
    const entry = whole.kind === 'map' ? whole.entries.findLast(({ key }) => key === property) : undefined;
    if (entry) return resolved(entry.value, code, depth + 1);
  }
  return { kind: 'unknown', because: `it comes from ${name}`, at };
}

function called(value: Extract<Value, { kind: 'call' }>, code: CodeFile, depth: number): Value {
  const { callee, at } = value;
  const inner = (one: Value): Value => resolved(one, code, depth + 1);
  const args = value.arguments;
  const [first, second, third] = args;
  const environment = ENVIRONMENT.exec(callee);
  if (environment && first) {
    const name = inner(first);
    const fallback = second ?? value.named.find(({ key }) => key === 'default')?.value;
    return fromEnvironment(name.kind === 'text' ? name.text : callee, fallback && inner(fallback), at);
  }
  switch (callee) {
    case '||':
    case '??':
    case 'or':
      if (first && second) return either(inner(first), inner(second), at);
      break;
    case '?:': {
      if (!first || !second || !third) break;
      const when = code.file.text.slice(first.at.from, first.at.to).replace(/\s+/g, ' ').slice(0, 80);
      return {
        kind: 'choice',
        of: [
          { value: inner(second), when },
          { value: inner(third), when: `not ${when}` },
        ],
        at,
      };
    }
    case '==':
      if (first && second) return equal(inner(first), inner(second), at);
      break;
    case '+':
      if (first && second) return sum(inner(first), inner(second), at);
      break;
    case '...':
    case '()':
      if (first) return inner(first);
      break;
  }
  const local = code.variables.get(callee);
  if (local?.kind === 'function') return returned(local, code, depth);
  const receiver = value.receiver ? inner(value.receiver) : undefined;
  const method = /(?:^|\.)(\w+)$/.exec(callee)?.[1] ?? callee;
  if (receiver && PASSING.test(method)) return receiver;
  if (receiver?.kind === 'choice' && /^(?:lower|upper|toLowerCase|toUpperCase)$/.test(method)) return receiver;
  if (receiver && method === 'split') return splitted(receiver, at);
  if (receiver && method === 'concat' && first) return sum(receiver, inner(first), at);
  if (receiver && receiver.kind === 'unknown') return { ...receiver, at };
  return {
    ...value,
    arguments: args.map(inner),
    named: value.named.map((one) => ({ ...one, value: inner(one.value) })),
    ...(receiver && { receiver }),
  };
}

/** Methods that leave the origins as they are, or only strip spaces and empty texts. */
const PASSING =
  /^(?:map|filter|trim|strip|freeze|slice|collect|to_vec|toList|to_s|toString|String|list|tuple|set|filter_map|iter|into|clone|unwrap|unwrap_or_default)$/;

function fromEnvironment(name: string, fallback: Value | undefined, at: Value['at']): Value {
  const given: Value = { kind: 'unknown', because: `it comes from ${name}`, at };
  if (!fallback) return given;
  return {
    kind: 'choice',
    of: [
      { value: given, when: `${name} is set` },
      { value: fallback, when: `${name} is not set` },
    ],
    at,
  };
}

/** What a function of the file returns: one of several values where it returns at more than one place. */
function returned({ returns, at }: Extract<Value, { kind: 'function' }>, code: CodeFile, depth: number): Value {
  const values = returns.map((one) => resolved(one, code, depth + 1));
  const [only] = values;
  if (only && values.length === 1) return only;
  if (!only) return { kind: 'unknown', because: 'a function decides it', at };
  return { kind: 'choice', of: values.map((value): Chosen => ({ value, when: 'the function returns it' })), at };
}

/** `os.getenv("DEBUG", "True") == "True"` */
function equal(a: Value, b: Value, at: Value['at']): Value {
  if (a.kind === 'choice')
    return { ...a, of: a.of.map((one): Chosen => ({ ...one, value: equal(one.value, b, at) })), at };
  if (a.kind === 'text' && b.kind === 'text') return { kind: 'boolean', boolean: a.text === b.text, at };
  return a.kind === 'unknown' ? { ...a, at } : { kind: 'unknown', because: 'it is computed', at };
}

/** `a || b` */
function either(first: Value, second: Value, at: Value['at']): Value {
  if (first.kind === 'unknown') {
    const name = first.because.replace(/^it comes from /, '');
    return {
      kind: 'choice',
      of: [
        { value: first, when: `${name} is set` },
        { value: second, when: `${name} is not set` },
      ],
      at,
    };
  }
  return first.kind === 'null' || (first.kind === 'text' && first.text === '') ? second : first;
}

function sum(a: Value, b: Value, at: Value['at']): Value {
  const listed = (one: Value): readonly Value[] => (one.kind === 'list' ? one.items : [one]);
  if (a.kind === 'list' || b.kind === 'list') return { kind: 'list', items: [...listed(a), ...listed(b)], at };
  if ((a.kind === 'text' || a.kind === 'number') && (b.kind === 'text' || b.kind === 'number'))
    return { kind: 'text', text: a.text + b.text, at };
  const unknown = [a, b].find((one) => one.kind === 'unknown');
  return unknown ? { ...unknown, at } : { kind: 'unknown', because: 'it is put together from parts', at };
}

function splitted(value: Value, at: Value['at']): Value {
  if (value.kind === 'choice')
    return { ...value, of: value.of.map((one): Chosen => ({ ...one, value: splitted(one.value, at) })) };
  if (value.kind !== 'text') return value;
  if (value.text.trim() === '') return { kind: 'list', items: [], at };
  let from = value.at.from + 1;
  const items = value.text.split(',').map((text): Value => {
    const item = { kind: 'text', text, at: { ...value.at, from, to: from + text.length } } as const;
    from += text.length + 1;
    return item;
  });
  return { kind: 'list', items, at };
}
