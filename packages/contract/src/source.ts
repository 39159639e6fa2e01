import { YAMLException } from 'js-yaml';
import { type Report, TooManyProblems } from './contract-error.js';
import type { Path } from './path.js';
import { syntaxMessage } from './yaml-message.js';
import { parseYaml, type YamlAlias, type YamlMap, type YamlNode, type YamlPair } from './yaml-tree.js';

/** A parsed YAML or JSON text: plain data, and the position of each part. */
export interface Source {
  readonly data: unknown;
  placeOf(path: Path, at: 'key' | 'value'): Place;
}

/** From 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** In characters: about twenty thousand endpoints. */
export const SOURCE_LIMIT = 1024 * 1024;

/** Takes over the keys of other maps. https://yaml.org/type/merge.html */
const MERGE = '<<';

/** The maximum that aliases may expand to. */
const MAX_NODES = 500_000;
/** The total length of all texts, in characters; also after variables are expanded. */
export const MAX_CHARACTERS = 8 * 1024 * 1024;
const MAX_DEPTH = 32;

const START: Place = { line: 1, column: 1 };

/**
 * Reads any text within bounded time and memory. Reports invalid YAML, duplicate keys and aliases that expand without
 * end.
 */
export function readSource(text: string, report: Report): Source {
  const nothing: Source = { data: undefined, placeOf: () => START };
  if (text.length > SOURCE_LIMIT) {
    const message = `A contract has at most ${SOURCE_LIMIT >> 10} KB: split it into several.`;
    report('too-large', [], `${text.length} characters`, message);
    return nothing;
  }
  const place = placeIn(text);
  try {
    const tree = parseYaml(text);
    const { data, anchors } = unfold(tree, report);
    const offsetOf = finder(tree, anchors);
    return { data, placeOf: (path, at) => place(offsetOf(path, at)) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    report('syntax', [], '', syntaxMessage(error));
    return { data: undefined, placeOf: () => place(error.mark?.position ?? 0) };
  }
}

/** Finds the line and column of an offset. */
function placeIn(text: string): (offset: number) => Place {
  const starts: number[] = [];
  return (offset) => {
    if (starts.length === 0) for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) starts.push(at);
    let [low, high, start] = [0, starts.length, 0];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const found = starts[middle];
      if (found !== undefined && found <= offset) [low, start] = [middle, found];
      else high = middle;
    }
    return { line: low + 1, column: offset - start + 1 };
  };
}

type Anchors = ReadonlyMap<string, YamlNode>;

function unfold(root: YamlNode | undefined, report: Report): { readonly data: unknown; readonly anchors: Anchors } {
  const anchors = new Map<string, YamlNode>();
  const open = new Set<YamlNode>();
  const path: (string | number)[] = [];
  let nodes = 0;
  let characters = 0;

  function walk(node: YamlNode): unknown {
    if (node.kind === 'scalar' && typeof node.value === 'string') characters += node.value.length;
    if (++nodes > MAX_NODES || characters > MAX_CHARACTERS)
      throw tooLarge('The aliases of this contract expand to too much data.');
    if (path.length > MAX_DEPTH) throw tooLarge(`A contract is not nested more than ${MAX_DEPTH} deep.`);
    if (node.kind === 'alias') return follow(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (node.kind === 'scalar') return node.value;
    open.add(node);
    const value = node.kind === 'map' ? record(node) : node.items.map((item, index) => below(index, item));
    open.delete(node);
    return value;
  }

  function below(part: string | number, node: YamlNode): unknown {
    path.push(part);
    const value = walk(node);
    path.pop();
    return value;
  }

  function follow({ name }: YamlAlias): unknown {
    const target = anchors.get(name);
    if (!target) report('alias', [...path], `*${name}`, 'No anchor of this name stands before it.', `'*${name}'`);
    else if (open.has(target)) report('alias', [...path], `*${name}`, 'This alias contains itself.');
    else return walk(target);
    return undefined;
  }

  function record({ pairs }: YamlMap): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      if (key === MERGE) {
        for (const source of mergedFrom(below(key, value), [...path, key])) {
          // Of several, the first has it.
          for (const [name, one] of Object.entries(source)) if (!merged.has(name)) merged.set(name, one);
        }
        continue;
      }
      if (entries.has(key))
        report('duplicate-key', [...path, key], key, 'This key stands twice. Only one of them can count.');
      entries.set(key, below(key, value));
    }
    // fromEntries, so that a key `__proto__` is one like any other.
    return Object.fromEntries([...merged, ...entries]);
  }

  function mergedFrom(value: unknown, at: Path): readonly Record<string, unknown>[] {
    const sources = Array.isArray(value) ? value : [value];
    const isMap = (one: unknown): one is Record<string, unknown> =>
      typeof one === 'object' && one !== null && !Array.isArray(one);
    if (!sources.every(isMap)) report('wrong-type', at, MERGE, 'Must be an object, or a list of objects.');
    return sources.filter(isMap);
  }

  function tooLarge(message: string): TooManyProblems {
    report('too-large', [...path], '', message);
    return new TooManyProblems();
  }

  try {
    return { data: root && walk(root), anchors };
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error;
    return { data: undefined, anchors };
  }
}

/** Finds the offset of the key or value at a path, or of its nearest parent. */
function finder(root: YamlNode | undefined, anchors: Anchors): (path: Path, at: 'key' | 'value') => number {
  const indexes = new Map<YamlMap, ReadonlyMap<string | number, YamlPair>>();
  const pairOf = (map: YamlMap, key: string | number): YamlPair | undefined => {
    // The last of two keys is the duplicate.
    const index = indexes.get(map) ?? new Map(map.pairs.map((pair) => [pair.key, pair]));
    indexes.set(map, index);
    return index.get(key);
  };
  return (path, at) => {
    let node = root;
    let offset = root?.start ?? 0;
    for (const [depth, part] of path.entries()) {
      if (node?.kind === 'alias') node = anchors.get(node.name);
      const pair = node?.kind === 'map' ? pairOf(node, part) : undefined;
      const next: YamlNode | undefined = pair
        ? pair.value
        : node?.kind === 'list'
          ? node.items[Number(part)]
          : undefined;
      if (!next) break;
      offset = pair && at === 'key' && depth === path.length - 1 ? pair.start : next.start;
      node = next;
    }
    return offset;
  };
}
