import { type Stated, stated, unstated } from './reading.js';
import { namesIn } from './responder.js';
import type { Span } from './source-file.js';
import { booleanOf, itemsOf, textOf, type Value } from './value.js';

/** Why a value can't be known, completing "unknown because". */
export const because = (value: Value): string =>
  value.kind === 'unknown'
    ? value.because
    : value.kind === 'name'
      ? `it comes from ${value.name}`
      : 'its value is not known';

/** Names of a list, or of a text with commas; `*` alone is the wildcard. */
export function namesOf(
  value: Value | undefined,
  otherwise: readonly string[] | '*' | '* (echoed)',
  at: Span,
): Stated<readonly string[] | '*' | '* (echoed)'> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const names: string[] = [];
  for (const item of itemsOf(value)) {
    const text = textOf(item);
    if (text === undefined) return unstated(because(item), item.at);
    names.push(...(value.kind === 'list' ? [text] : namesIn(text)));
  }
  return stated(names.length === 1 && names[0] === '*' ? '*' : names, value.at);
}

/** The same for what can't be echoed. */
export function exposedNames(value: Value | undefined, at: Span): Stated<readonly string[] | '*'> {
  const { value: names, ...rest } = namesOf(value, [], at);
  return names === '* (echoed)' ? stated([], at) : { ...rest, value: names };
}

export function flagOf(value: Value | undefined, otherwise: boolean, at: Span): Stated<boolean> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const known = booleanOf(value);
  return known === undefined ? unstated(because(value), value.at) : stated(known, value.at);
}

/** Seconds of each unit. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

/** Seconds, or a duration such as `24h` and `1h30m`. */
export function secondsOf(value: Value | undefined, otherwise: number | null, at: Span): Stated<number | null> {
  if (!value || value.kind === 'null') return stated(otherwise, at);
  const text = textOf(value)
    ?.trim()
    .replace(/^["']|["']$/g, '');
  if (text === undefined) return unstated(because(value), value.at);
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return stated(Number(text), value.at);
  const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h|d)/g)].flatMap(
    ([, number, unit = '']) => {
      const seconds = UNITS.get(unit);
      return seconds === undefined ? [] : [Number(number) * seconds];
    },
  );
  if (parts.length === 0) return stated(null, value.at);
  return stated(
    parts.reduce((sum, part) => sum + part, 0),
    value.at,
  );
}
