import { isIP } from 'node:net';
import { isRecord } from '@corsmith/protocol';
import { detectFormat } from './detect-format.js';
import { parsedJson } from './lines/named-fields.js';
import { unwrapped, type Wrapper } from './lines/wrapper.js';
import { wrappers } from './wrappers.js';
import { writtenShape } from './written.js';

const DATE = String.raw`\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4}|\.\d{3})`;
const DAY = String.raw`\d{4}-\d\d-\d\d`;
const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,]\d+)?`;
const ZONE = String.raw` ?(?:Z|UTC|[+-]\d\d:?\d\d)`;
const EPOCH = String.raw`1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?`;
const ADDRESS = String.raw`(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}`;
const METHODS = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS';
const alone = (pattern: string): RegExp => new RegExp(String.raw`(?<![\w.:/-])(?:${pattern})(?![\w.:/-])`, 'gi');

/** Patterns for the parts of a line. For each `thing` the first match counts. */
const LOOKS: readonly { readonly thing: string; readonly variable: string; readonly pattern: RegExp }[] = [
  { thing: 'time', variable: 'time_local', pattern: alone(DATE) },
  { thing: 'time', variable: 'time_iso8601', pattern: alone(`${DAY}T${CLOCK}(?:${ZONE})?`) },
  {
    thing: 'time',
    variable: 'time_iso8601',
    pattern: new RegExp(`(?<=["[])${DAY} ${CLOCK}(?:${ZONE})?(?=["\\]])`, 'g'),
  },
  { thing: 'time', variable: 'date_utc $time_utc', pattern: alone(`${DAY} ${CLOCK}(?!${ZONE})`) },
  { thing: 'time', variable: 'date_utc\t$time_utc', pattern: alone(`${DAY}\t${CLOCK}`) },
  { thing: 'time', variable: 'msec', pattern: alone(EPOCH) },
  {
    thing: 'request',
    variable: 'request',
    pattern: new RegExp(`(?<=")(?:${METHODS}) [^\\s"]+(?: HTTP/[\\d.]+)?(?=")`, 'g'),
  },
  { thing: 'request', variable: 'request_method', pattern: alone(METHODS) },
  { thing: 'path', variable: 'request_uri', pattern: /(?<![\w./:-])(?:https?:\/\/[^\s"'/,;|]+)?\/[^\s"',;|]*/g },
  { thing: 'status', variable: 'status', pattern: /(?<=(?:status|code)\w*["':= ]{1,4})[1-5]\d\d(?!\w)/gi },
  { thing: 'status', variable: 'status', pattern: alone('(?!443)[1-5]\\d\\d') },
  { thing: 'origin', variable: 'http_origin', pattern: /(?<=")https?:\/\/[^\s"/]+(?=")/g },
  { thing: 'referer', variable: 'http_referer', pattern: /(?<=")https?:\/\/[^\s"]+(?=")/g },
  { thing: 'client', variable: 'remote_addr', pattern: alone(ADDRESS) },
  { thing: 'client', variable: 'client_port', pattern: /(?<![\w.:])(?:\d{1,3}\.){3}\d{1,3}:\d{2,5}(?![\w.:])/g },
];

interface Span {
  readonly thing: string;
  readonly variable: string;
  readonly from: number;
  readonly to: number;
}

/** A format for `--log-format`, generated from one of these lines, that matches most of them; undefined if there is none. */
export function suggestedFormat(lines: readonly string[]): string | undefined {
  const sample = lines.filter((line) => line.trim() !== '').slice(0, SAMPLE);
  let best: { readonly format: string; readonly share: number } | undefined;
  for (const inner of [sample, ...wrappers.map((wrapper) => innerLines(sample, wrapper))])
    for (const format of new Set(
      inner.slice(0, TRIED).flatMap((line) => jsonFormatOf(line) ?? textFormatOf(line) ?? []),
    )) {
      const shape = writtenShape(format);
      const share = 'problems' in shape ? 0 : detectFormat(sample, [{ id: 'custom', title: '', shape }])?.share;
      if (share === undefined || share === 0) continue;
      const isShorter = share === best?.share && format.length < best.format.length;
      if (share > (best?.share ?? 0) || isShorter) best = { format, share };
    }
  return best?.format;
}

/** The number of lines to generate formats from, and to test them on. */
const TRIED = 10;
const SAMPLE = 50;

const innerLines = (lines: readonly string[], wrapper: Wrapper): readonly string[] =>
  lines.flatMap((line) => unwrapped(line, [wrapper])?.line ?? []);

/** The known keys of a JSON object, with their variables. */
function jsonFormatOf(line: string): string | undefined {
  const object = parsedJson(line);
  if (object === undefined) return undefined;
  const leaves = new Set(leavesOf(object));
  const format: Nested = {};
  const found = new Set<string>();
  for (const { thing, variable, pattern } of LOOKS) {
    if (found.has(thing)) continue;
    // A pattern may depend on the key and on the quotation marks.
    const fits = ({ key, value }: Leaf) =>
      [...`${key}="${value}"`.matchAll(pattern)].some(([text]) => text === value && isValidAddress(variable, text));
    const leaf = [...leaves].find(fits);
    if (!leaf) continue;
    leaves.delete(leaf);
    found.add(thing);
    if (variable === 'request') found.add('path');
    let at = format;
    for (const key of leaf.parents) {
      const known = at[key];
      const inner: Nested = typeof known === 'object' ? known : {};
      at[key] = inner;
      at = inner;
    }
    at[leaf.key] = `$${variable}`;
  }
  return found.size === 0 ? undefined : JSON.stringify(format);
}

interface Nested {
  [key: string]: Nested | string;
}

interface Leaf {
  readonly parents: readonly string[];
  readonly key: string;
  readonly value: string;
}

const leavesOf = (object: object, parents: readonly string[] = []): readonly Leaf[] =>
  Object.entries(object).flatMap(([key, value]: [string, unknown]): readonly Leaf[] => {
    if (isRecord(value)) return leavesOf(value, [...parents, key]);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' || typeof first === 'number' ? [{ parents, key, value: String(first) }] : [];
  });

/** The line with variables for the known parts, `$any` for others, and the separators. */
function textFormatOf(line: string): string | undefined {
  const spans = spansOf(line);
  if (spans.length === 0) return undefined;
  let format = '';
  let at = 0;
  let insideQuotes = false;
  for (const { variable, from, to } of spans) {
    while (at < from) {
      const token = tokenAt(line.slice(at, from), insideQuotes);
      if (token.text === '"') insideQuotes = !insideQuotes;
      format += token.format;
      at += token.text.length;
    }
    format += /\w/.test(line[to] ?? '') ? `\${${variable}}` : `$${variable}`;
    at = to;
  }
  // Text after the last field is ignored, but its separator is needed to find the field's end.
  return `${format}${/^[^\w$%'.-]/.exec(line.slice(at))?.[0] ?? ''}`.replaceAll('\t', '\\t');
}

/** Names and separators are kept. */
function tokenAt(text: string, insideQuotes: boolean): { readonly text: string; readonly format: string } {
  const [name] = /^(?:"[\w.@ -]+"\s*:|[\w.@-]+=)/.exec(text) ?? [];
  if (name !== undefined && !insideQuotes) return { text: name, format: name };
  const [quoted] = /^"(?:[^"\\]|\\.)*"/.exec(text) ?? [];
  if (quoted !== undefined && !insideQuotes) return { text: quoted, format: '"$any"' };
  const [word] = /^[^\s"[\](){},;|<>=]+/.exec(text) ?? [];
  return word === undefined ? { text: text.charAt(0), format: text.charAt(0) } : { text: word, format: '$any' };
}

function spansOf(line: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { thing, variable, pattern } of LOOKS) {
    if (spans.some((span) => span.thing === thing || (span.variable === 'request' && thing === 'path'))) continue;
    const free = [...line.matchAll(pattern)].filter(
      ({ 0: text, index }) =>
        isValidAddress(variable, text) && !spans.some(({ from, to }) => index < to && index + text.length > from),
    );
    // Other numbers look like a status, which usually follows the request.
    const requestAt = spans.find((span) => span.thing === 'request')?.from ?? 0;
    const match = free.find(({ index }) => thing !== 'status' || index > requestAt) ?? free[0];
    if (match) spans.push({ thing, variable, from: match.index, to: match.index + match[0].length });
  }
  return spans.sort((a, b) => a.from - b.from);
}

const isValidAddress = (variable: string, text: string): boolean => variable !== 'remote_addr' || isIP(text) !== 0;
