import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { EnoughMistakes, type Report } from './contract-error.js';
import type { Path } from './path.js';

/** A text read as YAML, of which JSON is a part: plain data, and where each piece of it stands. */
export interface Source {
  readonly data: unknown;
  placeOf(path: Path, at: 'key' | 'value'): Place;
}

/** From 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Some twenty thousand endpoints. In characters. */
export const SOURCE_LIMIT = 1024 * 1024;

/** What the aliases of a text unfold to, at most. */
const MOST_NODES = 500_000;
/** Of all texts together, in characters; also once variables are filled in. */
export const MOST_CHARACTERS = 8 * 1024 * 1024;
const DEEPEST = 32;
const MOST_SYNTAX_MISTAKES = 20;

const START: Place = { line: 1, column: 1 };

/**
 * Reads a text of any content within bounded time and memory, and reports what is no YAML, keys that stand twice, and
 * aliases that unfold without end.
 */
export function readSource(text: string, report: Report): Source {
  const nothing: Source = { data: undefined, placeOf: () => START };
  if (text.length > SOURCE_LIMIT) {
    const message = `A contract has at most ${SOURCE_LIMIT >> 10} KB: split it into several.`;
    report('too-large', [], `${text.length} characters`, message);
    return nothing;
  }
  const lineCounter = new LineCounter();
  const document = withoutStackTraces(() =>
    // Keys are compared below: the parser's own comparison takes time that grows with the square of their number.
    parseDocument(text, { lineCounter, uniqueKeys: false, stringKeys: true, prettyErrors: false, logLevel: 'silent' }),
  );
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    for (const [index, fault] of faults.slice(0, MOST_SYNTAX_MISTAKES).entries())
      report('syntax', [index], '', `This is no YAML: ${fault.message}.`);
    return { data: undefined, placeOf: ([index]) => place(faults[Number(index)]?.pos[0] ?? 0) };
  }
  const { data, anchors } = unfold(document.contents, report);
  const offsetOf = finder(document.contents, anchors);
  return { data, placeOf: (path, at) => place(offsetOf(path, at)) };
}

/** A mistake of syntax is an Error, and a hostile text has a hundred thousand: the traces take most of the time. */
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

type Anchors = ReadonlyMap<string, Node>;

function unfold(root: Node | null, report: Report): { readonly data: unknown; readonly anchors: Anchors } {
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let nodes = 0;
  let characters = 0;

  function walk(node: unknown, path: Path): unknown {
    if (isScalar(node) && typeof node.value === 'string') characters += node.value.length;
    if (++nodes > MOST_NODES || characters > MOST_CHARACTERS)
      throw tooLarge(path, 'The aliases of this contract unfold to more than any contract has.');
    if (path.length > DEEPEST) throw tooLarge(path, `A contract is not nested more than ${DEEPEST} deep.`);
    if (isAlias(node)) return follow(node, path);
    if (isScalar(node)) return remember(node).value;
    if (!isMap(node) && !isSeqLike(node)) return undefined;
    remember(node);
    open.add(node);
    const value = isMap(node) ? record(node, path) : node.items.map((item, index) => walk(item, [...path, index]));
    open.delete(node);
    return value;
  }

  function follow(alias: Alias, path: Path): unknown {
    const target = anchors.get(alias.source);
    if (!target) report('alias', path, `*${alias.source}`, 'No anchor of this name stands before it.');
    else if (open.has(target)) report('alias', path, `*${alias.source}`, 'This alias contains itself.');
    else return walk(target, path);
    return undefined;
  }

  function record(map: YAMLMap, path: Path): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (const pair of map.items) {
      const name = keyOf(pair);
      const place = [...path, name];
      if (entries.has(name)) report('duplicate-key', place, name, 'This key stands twice. Only one of them can count.');
      entries.set(name, walk(pair.value, place));
    }
    // fromEntries, so that a key `__proto__` is one like any other.
    return Object.fromEntries(entries);
  }

  function remember<N extends Node>(node: N): N {
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) anchors.set(anchor, node);
    return node;
  }

  function tooLarge(path: Path, message: string): EnoughMistakes {
    report('too-large', path, '', message);
    return new EnoughMistakes();
  }

  try {
    return { data: walk(root, []), anchors };
  } catch (error) {
    if (!(error instanceof EnoughMistakes)) throw error;
    return { data: undefined, anchors };
  }
}

const isSeqLike = (node: unknown): node is Node & { readonly items: readonly unknown[] } =>
  typeof node === 'object' && node !== null && Array.isArray((node as { items?: unknown }).items);

/** Finds the key or the value at a path's end, or what comes nearest to it. */
function finder(root: Node | null, anchors: Anchors): (path: Path, at: 'key' | 'value') => number {
  const indexes = new Map<YAMLMap, ReadonlyMap<unknown, Pair>>();
  const pairOf = (map: YAMLMap, key: string | number): Pair | undefined => {
    // The last of two keys wins, since that is the one too many.
    const index = indexes.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
    indexes.set(map, index);
    return index.get(key);
  };
  return (path, at) => {
    let node: unknown = root;
    let offset = startOf(root) ?? 0;
    for (const [depth, part] of path.entries()) {
      if (isAlias(node)) node = anchors.get(node.source);
      const pair = isMap(node) ? pairOf(node, part) : undefined;
      const next = pair ? pair.value : isSeqLike(node) ? node.items[Number(part)] : undefined;
      const isKey = at === 'key' && depth === path.length - 1;
      const start = (isKey ? undefined : startOf(next)) ?? startOf(pair?.key);
      if (start === undefined) break;
      offset = start;
      node = next;
    }
    return offset;
  };
}

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

const startOf = (node: unknown): number | undefined =>
  (node as { range?: readonly [number, number, number] | null } | null | undefined)?.range?.[0];
