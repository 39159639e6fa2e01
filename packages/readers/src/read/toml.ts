import { type SourceFile, spanOf } from './source-file.js';
import type { Entry, Value } from './value.js';

/** A table of a TOML file: its name and the keys that follow. */
export interface Table {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** The tables of a TOML file; texts, numbers and booleans in one line each, which is all that headers need. */
export function readToml(file: SourceFile): readonly Table[] {
  let entries: Entry[] = [];
  const tables: Table[] = [{ name: '', entries }];
  let from = 0;
  for (const row of file.text.split('\n')) {
    const [, table] = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(row) ?? [];
    const [, key, written] =
      /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=\s*(.*?)\s*$/.exec(row) ?? [];
    const at = spanOf(file, from, from + row.length);
    if (table !== undefined) {
      entries = [];
      tables.push({ name: table, entries });
    } else if (key !== undefined && written !== undefined)
      entries.push({ key: key.replace(/["']/g, ''), keyAt: at, value: scalar(written, at) });
    from += row.length + 1;
  }
  return tables;
}

function scalar(written: string, at: Value['at']): Value {
  const text = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(written);
  if (text) return { kind: 'text', text: text[1]?.replace(/\\(.)/g, '$1') ?? text[2] ?? '', at };
  const plain = written.replace(/\s*#.*$/, '');
  if (plain === 'true' || plain === 'false') return { kind: 'boolean', boolean: plain === 'true', at };
  return /^[-+]?\d[\d_.]*$/.test(plain)
    ? { kind: 'number', number: Number(plain.replaceAll('_', '')), text: plain, at }
    : { kind: 'unknown', because: 'its value is not a text', at };
}
