import type { CodeFile } from '../code/code-file.js';
import { type Span, spanOf, textAt } from '../source-file.js';
import type { Value } from '../value.js';

/** A statement that writes a response header. */
export interface Statement {
  /** Lowercase. */
  readonly name: string;
  /** A text, `origin` where the request's Origin is sent back, or undefined. */
  readonly value: { readonly text: string } | 'origin' | undefined;
  readonly at: Span;
}

const NAME = /^(?:access-control-[a-z-]+|vary)$/i;
const WRITES =
  /(?:^|\.)(?:set|add|append|header|setHeader|addHeader|appendHeader|send_header|set_header|add_header|withHeader|withAddedHeader|insert|put|tryAdd)$/i;
/** Headers of requests, and what tests expect. */
const NO_RESPONSE =
  /(?:^|\.)(?:r|req|request|httpRequest|client|curl|session|builder|mock\w*)\.(?:headers?|set_?header|add_?header|header)\b|assert|expect/i;

/** What the calls, assignments and maps of a file write into responses, in text order. */
export function statementsOf(code: CodeFile): readonly Statement[] {
  const { file } = code;
  const found: Statement[] = [];
  const add = (name: string, value: Value | undefined, at: Span) =>
    NAME.test(name) && found.push({ name: name.toLowerCase(), value: value && written(value, code), at });
  for (const { callee, receiver, arguments: args, at } of code.calls) {
    const whole = receiver?.kind === 'call' && callee.startsWith('.') ? `${receiver.callee}${callee}` : callee;
    if (!WRITES.test(whole) || NO_RESPONSE.test(whole)) continue;
    const [first, second] = args;
    if (first?.kind === 'text' && second) add(first.text, second, spanOf(file, startOf(first.at, code), at.to));
    else if (first) {
      const line = lineOf(first);
      if (line) add(line.name, line.value, at);
    }
  }
  for (const { target, value, at } of code.assignments) {
    const [, name] = /\.(access-control-[a-z-]+|vary)$/i.exec(target) ?? [];
    if (name !== undefined && !NO_RESPONSE.test(target)) add(name, value, at);
  }
  for (const match of file.text.matchAll(ENTRY)) {
    const { index, 1: name = '', 3: text = '' } = match;
    const at = spanOf(file, index, index + match[0].length);
    if (!isCommented(file.text, index) && !CLIENT.test(file.text.slice(Math.max(0, index - 300), index)))
      found.push({ name: name.toLowerCase(), value: { text }, at });
  }
  for (const match of file.text.matchAll(INDEXED)) {
    const { index, 1: name = '', 2: property, 3: expression = '' } = match;
    if (isCommented(file.text, index)) continue;
    const [, text] = /^"([^"]*)"$/.exec(expression.trim()) ?? [];
    found.push({
      name: (property === undefined ? name : property.replace(/(?!^)([A-Z])/g, '-$1')).toLowerCase(),
      value: text === undefined ? (readsOrigin(expression) ? 'origin' : undefined) : { text },
      at: spanOf(file, index, index + match[0].length),
    });
  }
  return found.toSorted((a, b) => a.at.from - b.at.from);
}

/** `"Access-Control-Allow-Origin": "*"` of a map, with `=>` in PHP. */
const ENTRY = /["'](access-control-[a-z-]+)["'][ \t]*(?::|=>)[ \t]*(["'])([^"'\n$]*)\2/gi;

/** What sends requests of its own, shortly before. */
const CLIENT =
  /\b(?:requests|httpx|session|client|aiohttp)\.\w+\(|urllib|CURLOPT|NewRequest|newBuilder|RestTemplate|WebClient/;

/** `Response.Headers["Access-Control-Allow-Origin"] = …` and `Headers.AccessControlAllowOrigin = …` of C#. */
const INDEXED =
  /\bResponse\.Headers(?:\["(access-control-[a-z-]+|vary)"\]|\.(AccessControl[A-Za-z]+|Vary))[ \t]*=(?!=)[ \t]*([^;\n]+);/gi;

const isCommented = (text: string, at: number): boolean =>
  /^\s*(?:\/\/|#|\*)/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at + 1));

/** Of a chain, the part that begins with its own name. */
const startOf = ({ from }: Span, { file }: CodeFile): number => {
  const [call = ''] = /[\w$.>:\-[\]'"()]*\(\s*$/.exec(file.text.slice(Math.max(0, from - 120), from)) ?? [];
  return from - Math.min(call.length, /[\w$]+\(\s*$/.exec(call)?.[0].length ?? call.length);
};

/** `header("Access-Control-Allow-Origin: *")` of PHP. */
function lineOf(value: Value): { readonly name: string; readonly value: Value } | undefined {
  if (value.kind === 'text') {
    const [, name, text = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/s.exec(value.text) ?? [];
    return name === undefined ? undefined : { name, value: { kind: 'text', text, at: value.at } };
  }
  if (value.kind !== 'call' || value.callee !== '+') return undefined;
  const [first, second] = value.arguments;
  const line = first && lineOf(first);
  if (!line || !second) return undefined;
  const isEmpty = line.value.kind === 'text' && line.value.text === '';
  return { name: line.name, value: isEmpty ? second : { kind: 'unknown', because: 'it is computed', at: value.at } };
}

function written(value: Value, { variables }: Pick<CodeFile, 'variables'>, depth = 0): Statement['value'] {
  if (value.kind === 'text') return { text: value.text };
  if (value.kind === 'boolean') return { text: String(value.boolean) };
  if (value.kind === 'number') return { text: value.text };
  if (value.kind === 'list' && value.items.every(({ kind }) => kind === 'text'))
    return { text: value.items.map((one) => (one.kind === 'text' ? one.text : '')).join(', ') };
  if (value.kind === 'name' && depth < 5) {
    const known = variables.get(value.name);
    if (known) return written(known, { variables }, depth + 1);
  }
  return readsOrigin(textAt(value.at)) ? 'origin' : undefined;
}

/** An expression that is the Origin of the request and nothing else; a fallback may follow. */
const readsOrigin = (text: string): boolean =>
  /HTTP_ORIGIN|["']origin["']|\bHeaders\.Origin\b/i.test(text) &&
  !/\bin_array|contains|indexOf|match|equals|===?|\?(?!\?|->)[^?]*:|\bif\b|explode|split/i.test(text);
