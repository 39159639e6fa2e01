import { type Entry, entriesOf, itemsOf, type Value } from './value.js';

/** A map somewhere in a document, with the keys that lead to it. */
export interface FoundMap {
  readonly map: Extract<Value, { kind: 'map' }>;
  readonly path: readonly string[];
  /** The maps around it, the nearest last. */
  readonly around: readonly Value[];
}

/** Every map of a document, outer ones first. */
export function mapsIn(root: Value | undefined): readonly FoundMap[] {
  const found: FoundMap[] = [];
  const visit = (value: Value, path: readonly string[], around: readonly Value[]): void => {
    if (value.kind === 'list') for (const one of itemsOf(value)) visit(one, path, around);
    if (value.kind !== 'map') return;
    found.push({ map: value, path, around });
    for (const { key, value: inner } of entriesOf(value)) visit(inner, [...path, key], [...around, value]);
  };
  if (root) visit(root, [], []);
  return found;
}

/** The last entry of one of these names, whatever their case and their `-` and `_`. */
export function looseEntry(value: Value | undefined, ...names: readonly string[]): Entry | undefined {
  const wanted = names.map(loose);
  return entriesOf(value).findLast(({ key }) => wanted.includes(loose(key)));
}

export const looseValue = (value: Value | undefined, ...names: readonly string[]): Value | undefined =>
  looseEntry(value, ...names)?.value;

const loose = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
