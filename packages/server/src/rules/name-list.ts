import type { Report } from '../policy-error.js';

/** The names of a list, each with its path; whatever is no list of names is reported. */
export function namesOf(
  value: unknown,
  path: string,
  report: Report,
): ReadonlyArray<readonly [path: string, name: string]> {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    const list = typeof value === 'string' ? `['${value.split(/[\s,]+/).join("', '")}']` : undefined;
    report('wrong-type', path, value, 'This is an array of names.', list);
    return [];
  }
  return value.flatMap((name: unknown, index): [string, string][] => {
    const place = `${path}[${index}]`;
    if (typeof name === 'string') return [[place, name]];
    report('wrong-type', place, name, 'A name is a string.');
    return [];
  });
}
