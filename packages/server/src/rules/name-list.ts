import { byteLowercase, isHeaderName, isToken } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';

/** The names of a list, each with its path; anything else is reported. */
export function namesOf(
  value: unknown,
  path: string,
  report: Report,
): ReadonlyArray<readonly [path: string, name: string]> {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    const list = typeof value === 'string' ? quoted(value) : undefined;
    report('wrong-type', path, value, 'Must be an array of names.', list && `[${list}]`);
    return [];
  }
  return value.flatMap((name: unknown, index): [string, string][] => {
    const place = `${path}[${index}]`;
    const list = typeof name === 'string' && /\S[\s,;]+\S/.test(name) ? quoted(name) : undefined;
    if (list) report('invalid-name', place, name, 'Each name must be a separate entry.', list);
    else if (typeof name === 'string') return [[place, name]];
    else report('wrong-type', place, name, 'Must be a string.');
    return [];
  });
}

/** The items of an unsplit list, each corrected and quoted; undefined unless that is certain for all. */
export function splitList(text: string, correct: (item: string) => string | undefined): string | undefined {
  const items = text
    .split(/[\s,;]+/)
    .filter((item) => item !== '')
    .map(correct);
  return items.length > 0 && !items.includes(undefined) ? items.map((item) => `'${item}'`).join(', ') : undefined;
}

const quoted = (list: string) => splitList(list, (name) => (isToken(name) ? name : undefined));

/** As `namesOf`, lowercase and without invalid header names. */
export const headerNamesOf = (
  value: unknown,
  path: string,
  report: Report,
  wildcard?: string,
): ReadonlyArray<readonly [path: string, lower: string, name: string]> =>
  namesOf(value, path, report).flatMap(([place, name]): [string, string, string][] => {
    if (name === '*') report('wildcard-beside-names', place, name, 'Name each header.', wildcard);
    else if (!isHeaderName(name)) report('invalid-name', place, name, 'This is not a valid header name.');
    else return [[place, byteLowercase(name), name]];
    return [];
  });
