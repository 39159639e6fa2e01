import { originRegex, splitOrigins } from './origin-pattern.js';
import type { RenderedPolicy } from './stack.js';

/** Source text of JavaScript values, as a person would write them. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

export const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

/** `{ key: value, … }` on one line if it fits, else one line per key. */
export function object(entries: readonly (readonly [key: string, value: string] | false)[]): string {
  const pairs = entries.filter((entry) => entry !== false).map(([key, value]) => `${key}: ${value}`);
  const short = `{ ${pairs.join(', ')} }`;
  return short.length <= 60 ? short : `{\n${pairs.map((pair) => `  ${pair},\n`).join('')}}`;
}

/** A list of strings and, for patterns, regular expressions; `'*'` if every origin is allowed. */
export function originList(origins: RenderedPolicy['origins']): string {
  if (origins === '*') return quoted('*');
  const { exact, patterns } = splitOrigins(origins);
  return `[${[...exact.map(quoted), ...patterns.map(regex)].join(', ')}]`;
}

/** An expression that tests whether the variable `origin` is allowed. */
export function originTest(origins: RenderedPolicy['origins']): string {
  const { exact, patterns } = splitOrigins(origins);
  return [
    ...(exact.length > 0 ? [`${list(exact)}.includes(origin)`] : []),
    ...patterns.map((pattern) => `${regex(pattern)}.test(origin)`),
  ].join(' || ');
}

const regex = (pattern: string): string => `/${originRegex(pattern).replaceAll('/', '\\/')}/`;

/** Socket.IO responds to its own path before the framework sees the request. */
export const SOCKET_IO =
  'Socket.IO handles its requests before the framework: give new Server(…) the same policy in its own option cors.';
