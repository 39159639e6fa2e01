import { compiled, type ReadOrigin } from '@corsmith/readers';
import { samplesOfPattern } from '../compare/samples-of-pattern.js';
import { examplesOf } from '../compare/side-of-policy.js';

type Pattern = Extract<ReadOrigin, { kind: 'pattern' }>;

/** Exact origins and wildcards of a policy that allow nothing beyond the pattern; empty if there are none. */
export function entriesForPattern({ regex, flags }: Pattern): readonly string[] {
  const matcher = compiled(regex, flags);
  if (!matcher) return [];
  const samples = samplesOfPattern(regex, flags);
  const wildcards = [...new Set(samples.flatMap(wildcardsFor))].filter((entry) =>
    examplesOf(entry).every((origin) => matcher.test(origin)),
  );
  const widest = wildcards.filter((one) => !wildcards.some((other) => other !== one && isWithin(one, other)));
  const rest = samples.filter((one) => !widest.some((entry) => covers(entry, one)));
  // What has no bound is no list of names, but the host without a subdomain is one.
  const isNamed = (origin: string) => widest.some((entry) => entry.replace('*.', '') === origin);
  return [...widest, ...(isUnbounded(regex) ? rest.filter(isNamed) : rest)];
}

const isUnbounded = (regex: string): boolean =>
  /[*+.]|\{\d+,|\[/.test(regex.replace(/\\[dwDWsS]/g, '+').replace(/\[\.\]|\\./g, 'x')) || !/^\^.*\$$/.test(regex);

function wildcardsFor(origin: string): readonly string[] {
  const [scheme, rest = ''] = origin.split('://');
  const [host = '', port] = rest.split(':');
  const labels = host.split('.');
  const at = port === undefined ? '' : `:${port}`;
  const parents = labels.slice(1, -1).map((_, i) => labels.slice(i + 1).join('.'));
  return [
    ...parents.flatMap((parent) => [`${scheme}://*.${parent}:*`, `${scheme}://*.${parent}${at}`]),
    `${scheme}://${host}:*`,
  ];
}

const isWithin = (entry: string, other: string): boolean =>
  examplesOf(entry).every((origin) => covers(other, origin)) && !examplesOf(other).every((one) => covers(entry, one));

function covers(entry: string, origin: string): boolean {
  const pattern = entry
    .replace(/:\*$/, '<port>')
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace('*\\.', '(?:[a-z0-9_-]+\\.)+')
    .replace('<port>', '(?::\\d+)?');
  return new RegExp(`^${pattern}$`).test(origin);
}
