import { compiled } from '../regex-samples.js';
import type { RequestToRespond } from '../responder.js';

/** What fetches of the Origin are called here. */
export interface Fetches {
  readonly request: RequestToRespond;
  readonly acls: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** The value of a fetch; undefined if it is not about the Origin. */
  readonly valueFrom: (fetch: string) => string | undefined;
}

/** Whether `if …` holds; undefined if something else than Origin and method decides. */
export function isMet(words: readonly string[], fetches: Fetches): boolean | undefined {
  const at = words.findLastIndex((word) => word === 'if' || word === 'unless');
  if (at < 0) return true;
  const value = disjunction(words.slice(at + 1), fetches);
  return value === undefined || words[at] === 'if' ? value : !value;
}

function disjunction(words: readonly string[], fetches: Fetches): boolean | undefined {
  let term: string[] = [];
  const terms = [term];
  let depth = 0;
  for (const word of words) {
    if (word === '{') depth++;
    if (word === '}') depth--;
    if (depth === 0 && (word === '||' || word === 'or')) {
      term = [];
      terms.push(term);
    } else term.push(word);
  }
  const values = terms.map((one) => conjunction(one, fetches));
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
}

function conjunction(words: readonly string[], fetches: Fetches): boolean | undefined {
  const values: (boolean | undefined)[] = [];
  for (let i = 0; i < words.length; i++) {
    let word = words[i] ?? '';
    const isNot = word.startsWith('!');
    if (isNot) word = word === '!' ? (words[++i] ?? '') : word.slice(1);
    let value: boolean | undefined;
    if (word === '{') {
      const end = words.indexOf('}', i);
      value = matches(words.slice(i + 1, end < 0 ? undefined : end), fetches);
      i = end < 0 ? words.length : end;
    } else value = named(word, fetches);
    values.push(value === undefined ? undefined : value !== isNot);
  }
  return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
}

function named(name: string, fetches: Fetches): boolean | undefined {
  const [, method] = /^METH_(\w+)$/.exec(name) ?? [];
  if (method !== undefined) return fetches.request.method === method;
  if (name === 'TRUE') return true;
  if (name === 'FALSE') return false;
  const values = (fetches.acls.get(name) ?? [['unknown']]).map((words) => matches(words, fetches));
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
}

/** `req.hdr(origin) -i -m reg ^https://…$` */
function matches(words: readonly string[], { request, valueFrom }: Fetches): boolean | undefined {
  const [criterion = '', ...rest] = words;
  const { how, caseless, patterns } = optionsOf(criterion, rest);
  const value = /^method$/.test(criterion) ? request.method : valueFrom(criterion);
  if (value === undefined) return undefined;
  if (how === 'found') return value !== '';
  const text = caseless ? value.toLowerCase() : value;
  return patterns.some((written) => {
    if (how === 'reg') return compiled(written, caseless ? 'i' : '')?.test(value) ?? false;
    const pattern = caseless ? written.toLowerCase() : written;
    if (how === 'beg') return text.startsWith(pattern);
    if (how === 'end') return text.endsWith(pattern);
    if (how === 'sub' || how === 'dom') return text.includes(pattern);
    return text === pattern;
  });
}

export function optionsOf(criterion: string, words: readonly string[]) {
  let how = /_(reg|beg|end|sub|dom)\(/.exec(criterion)?.[1] ?? 'str';
  let caseless = false;
  let i = 0;
  for (; i < words.length && words[i]?.startsWith('-'); i++) {
    if (words[i] === '-i') caseless = true;
    if (words[i] === '-m') how = words[++i] ?? how;
    if (words[i] === '-f') i++;
    if (words[i] === '--') {
      i++;
      break;
    }
  }
  return { how, caseless, patterns: words.slice(i) };
}
