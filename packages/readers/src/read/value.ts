import type { Span } from './source-file.js';

/**
 * A value that a file writes down: of YAML, JSON, TOML, XML and HCL as of the literals, calls and names of a programming
 * language. Every reader of data and of code reads these.
 */
export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly at: Span }
  | { readonly kind: 'number'; readonly number: number; readonly text: string; readonly at: Span }
  | { readonly kind: 'boolean'; readonly boolean: boolean; readonly at: Span }
  | { readonly kind: 'null'; readonly at: Span }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly at: Span }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly at: Span }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string; readonly at: Span }
  | CallValue
  /** The body's statements are calls and returns in text order. */
  | {
      readonly kind: 'function';
      readonly parameters: readonly string[];
      readonly returns: readonly Value[];
      readonly at: Span;
    }
  /** One of these, depending on what is not known here: an environment variable, a condition. */
  | { readonly kind: 'choice'; readonly of: readonly Chosen[]; readonly at: Span }
  | { readonly kind: 'name'; readonly name: string; readonly at: Span }
  | { readonly kind: 'unknown'; readonly because: string; readonly at: Span };

export interface CallValue {
  readonly kind: 'call';
  /** Dotted, without the receiver's own calls: `app.use`, `cors`, `.allow_origin` of a chain. */
  readonly callee: string;
  /** What a method of a chain is called on. */
  readonly receiver?: Value;
  readonly arguments: readonly Value[];
  /** Named arguments: Python's keywords, annotations' attributes. */
  readonly named: readonly Entry[];
  readonly at: Span;
}

/** A call without a receiver and without named arguments; an operator is called like a function. */
export const operation = (callee: string, operands: readonly Value[], at: Span): CallValue => ({
  kind: 'call',
  callee,
  arguments: operands,
  named: [],
  at,
});

/** A call on a value, without arguments. */
export const callOn = (receiver: Value, callee: string, at: Span): CallValue => ({
  ...operation(callee, [], at),
  receiver,
});

/** The parts of a template as one text. */
export function concatenated(parts: readonly Value[], at: Span): Value {
  const [first = { kind: 'text', text: '', at }, ...rest] = parts;
  return rest.reduce<Value>((left, right) => operation('+', [left, right], at), first);
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Value;
}

export interface Chosen {
  readonly value: Value;
  /** Completes "if", such as `ORIGINS is not set`. */
  readonly when: string;
}

export const entriesOf = (value: Value | undefined): readonly Entry[] => (value?.kind === 'map' ? value.entries : []);

/** The last entry of this name, without case if `key` is lowercase and `exact` is not set. */
export function entryOf(value: Value | undefined, ...keys: readonly string[]): Entry | undefined {
  return entriesOf(value).findLast(({ key }) => keys.includes(key));
}

/** The value below these keys. */
export function below(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let at: Value | undefined = value;
  for (const part of path)
    at = typeof part === 'number' ? (at?.kind === 'list' ? at.items[part] : undefined) : entryOf(at, part)?.value;
  return at;
}

export const itemsOf = (value: Value | undefined): readonly Value[] =>
  value === undefined || value.kind === 'null' ? [] : value.kind === 'list' ? value.items : [value];

/** What a scalar says, as text. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'text' || value?.kind === 'number') return value.text;
  return value?.kind === 'boolean' ? String(value.boolean) : undefined;
}

/** `true` and `"true"`. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  if (value?.kind === 'boolean') return value.boolean;
  const text = textOf(value)?.trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A list, or a text with commas, as texts with their places; undefined if a part is not known. */
export function textsOf(value: Value | undefined): readonly { readonly text: string; readonly at: Span }[] | undefined {
  const texts = itemsOf(value).map((one) => ({ text: textOf(one), at: one.at }));
  return texts.every((one): one is { text: string; at: Span } => one.text !== undefined) ? texts : undefined;
}

/** Every value at or below this one, parents first. */
export function* within(value: Value): Generator<Value> {
  const open: Value[] = [value];
  for (let one = open.pop(); one; one = open.pop()) {
    yield one;
    if (one.kind === 'list') open.push(...one.items.toReversed());
    if (one.kind === 'map') open.push(...one.entries.map((entry) => entry.value).toReversed());
    if (one.kind === 'call') {
      open.push(...[...one.arguments, ...one.named.map((entry) => entry.value)].toReversed());
      if (one.receiver) open.push(one.receiver);
    }
    if (one.kind === 'choice') open.push(...one.of.map((chosen) => chosen.value).toReversed());
    if (one.kind === 'function') open.push(...one.returns.toReversed());
  }
}
