import { originsOf } from '../origins-of.js';
import { type ReadOrigin, type Stated, stated, unstated } from '../reading.js';
import { namesIn } from '../responder.js';
import type { Span } from '../source-file.js';
import { booleanOf, type Chosen, itemsOf, textOf, textsOf, type Value } from '../value.js';

/** What a resolved value says of a yes or no. */
export function flag(value: Value | undefined, at: Span, otherwise = false): Stated<boolean> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const known = booleanOf(value);
  return known === undefined ? unstated(reasonOf(value), value.at) : stated(known, value.at);
}

/** A list of names, or a text with commas. `*` alone stands for all. */
export const names = (
  value: Value | undefined,
  at: Span,
  { otherwise = [] }: { readonly otherwise?: readonly string[] | '*' } = {},
): Stated<readonly string[] | '*'> => namesWith(value, at, { otherwise, all: '*' });

/** The same where `*` or nothing at all stands for something else. */
export function namesWith<All extends '*' | '* (echoed)'>(
  value: Value | undefined,
  at: Span,
  { otherwise = [], all }: { readonly otherwise?: readonly string[] | All; readonly all: All },
): Stated<readonly string[] | All> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const texts = textsOf(value);
  if (!texts) return unstated(itemsOf(value).map(reasonOf).find(Boolean) ?? reasonOf(value), value.at);
  // A list is taken as it is written, spaces included.
  const written = texts.flatMap(({ text }) => (value.kind === 'list' ? [text] : namesIn(text)));
  return stated(written.includes('*') ? all : written, value.at);
}

export function seconds(value: Value | undefined, at: Span, otherwise: number | null = null): Stated<number | null> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const text = textOf(value);
  return text === undefined || !/^\d+$/.test(text)
    ? unstated(reasonOf(value), value.at)
    : stated(Number(text), value.at);
}

const reasonOf = (value: Value): string => (value.kind === 'unknown' ? value.because : 'its value is not known');

/** A text with commas as a list of texts, each at its own place. */
export function commaSeparated(value: Value): Value {
  if (value.kind === 'choice')
    return { ...value, of: value.of.map((one): Chosen => ({ ...one, value: commaSeparated(one.value) })) };
  if (value.kind !== 'text') return value;
  let from = value.at.from + 1;
  const items = value.text.split(',').map((part): Value => {
    const text = part.trim();
    const start = from + part.indexOf(text);
    from += part.length + 1;
    return { kind: 'text', text, at: { ...value.at, from: start, to: start + text.length } };
  });
  return { kind: 'list', items, at: value.at };
}

/** The origins for which a function of the configuration returns true: all, where it returns nothing else. */
export function decidedBy(value: Value): readonly ReadOrigin[] {
  const alwaysTrue =
    value.kind === 'function' &&
    value.returns.length > 0 &&
    value.returns.every((one) => one.kind === 'boolean' && one.boolean);
  if (alwaysTrue) return [{ kind: 'echo', at: value.at }];
  return originsOf(
    value.kind === 'function' ? value : { kind: 'unknown', because: 'a function decides it', at: value.at },
    (text, at) => ({ kind: 'text', text, at }),
  );
}
