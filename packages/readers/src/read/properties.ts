import { type SourceFile, spanOf } from './source-file.js';
import { type Entry, entriesOf, itemsOf, textOf, type Value } from './value.js';

/** Settings by dotted keys. */
export function readProperties({ text }: SourceFile, file: SourceFile): readonly Entry[] {
  const found: Entry[] = [];
  let from = 0;
  for (const row of text.split('\n')) {
    const [, key, value] = /^\s*(?![#!])([^=:\s]+(?:\\ [^=:\s]+)*)\s*[=:]\s*(.*?)\s*$/.exec(row) ?? [];
    const at = spanOf(file, from, from + row.length);
    if (key !== undefined && value !== undefined)
      found.push({ key: key.replace(/\\(.)/g, '$1'), keyAt: at, value: setting(value, at) });
    from += row.length + 1;
  }
  return found;
}

/** `${NAME:default}` is decided by the environment. */
function setting(text: string, at: Value['at']): Value {
  const [, name, fallback] = /^\$\{([^:}]+)(?::([^}]*))?\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'text', text, at };
  const given: Value = { kind: 'unknown', because: `it comes from ${name}`, at };
  if (fallback === undefined) return given;
  return {
    kind: 'choice',
    of: [
      { value: given, when: `${name} is set` },
      { value: { kind: 'text', text: fallback, at }, when: `${name} is not set` },
    ],
    at,
  };
}

/** The leaves of a YAML document by the same dotted keys; lists of texts stay lists. */
export function flattened(value: Value, prefix = ''): readonly Entry[] {
  return entriesOf(value).flatMap(({ key, keyAt, value: inner }): readonly Entry[] => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (inner.kind === 'map') return flattened(inner, name);
    const text = textOf(inner);
    return [{ key: name, keyAt, value: text === undefined ? listOf(inner) : setting(text, inner.at) }];
  });
}

const listOf = (value: Value): Value =>
  value.kind === 'list'
    ? {
        ...value,
        items: itemsOf(value).map((one) => {
          const text = textOf(one);
          return text === undefined ? one : setting(text, one.at);
        }),
      }
    : value;

/** A text with commas as a list, which is what both frameworks make of it. */
export function commaList(value: Value): Value {
  if (value.kind === 'choice')
    return { ...value, of: value.of.map((one) => ({ ...one, value: commaList(one.value) })) };
  const text = textOf(value);
  if (text === undefined) return value;
  const items = text.split(',').map((one) => ({ kind: 'text', text: one.trim(), at: value.at }) as const);
  return { kind: 'list', items: items.filter((one) => one.text !== ''), at: value.at };
}
