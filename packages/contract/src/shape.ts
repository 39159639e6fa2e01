import { isRecord } from '@corsmith/protocol';
import { nearest } from '@corsmith/server';
import type { Report } from './contract-error.js';
import type { Path } from './path.js';

type RecordOf<Key extends string> = Readonly<Partial<Record<Key, unknown>>>;

/** An object with only these keys, or undefined. Keys that begin with `x-` are allowed. */
export function recordOf<Key extends string>(
  value: unknown,
  path: Path,
  keys: readonly Key[],
  report: Report,
): RecordOf<Key> | undefined {
  if (!isRecord(value)) {
    report('wrong-type', path, value, `Must be an object with ${listed(keys)}.`);
    return undefined;
  }
  for (const key of Object.keys(value))
    if (!keys.some((one) => one === key) && !key.startsWith('x-'))
      report('unknown-key', [...path, key], key, `Unknown key. Known: ${listed(keys)}.`, nearest(key, keys));
  // Any other key has been reported.
  return value as RecordOf<Key>;
}

/** An object with any keys. */
export function anyRecord(
  value: unknown,
  path: Path,
  message: string,
  report: Report,
): Readonly<Record<string, unknown>> | undefined {
  if (isRecord(value)) return value;
  report('wrong-type', path, value, message);
  return undefined;
}

/** Each item of a list with its path. */
export function itemsOf(
  value: unknown,
  path: Path,
  what: string,
  report: Report,
): readonly (readonly [Path, unknown])[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((item, index) => [[...path, index], item] as const);
  const suggestion = typeof value === 'string' && value !== '' ? `[${value}]` : undefined;
  report('wrong-type', path, value, `Must be a list of ${what}.`, suggestion);
  return [];
}

/** Each text of a list with its path. */
export const textsOf = (
  value: unknown,
  path: Path,
  what: string,
  report: Report,
): readonly (readonly [Path, string])[] =>
  itemsOf(value, path, what, report).flatMap(([place, item]) => {
    const text = textOf(item, place, report);
    return text === undefined ? [] : [[place, text] as const];
  });

export function textOf(value: unknown, path: Path, report: Report): string | undefined {
  if (typeof value === 'string') return value;
  if (value !== undefined) report('wrong-type', path, value, 'Must be a string.');
  return undefined;
}

export function flagOf(value: unknown, path: Path, report: Report): boolean {
  if (value !== undefined && typeof value !== 'boolean') report('wrong-type', path, value, 'Must be true or false.');
  return value === true;
}

const listed = (keys: readonly string[]): string => keys.join(', ').replace(/, (?=[^,]*$)/, ' and ');
