import { constantPolicy, type HeaderRule } from './constant-headers.js';
import type { ReadStack } from './read-policy.js';
import type { Reading } from './reading.js';
import { below, entriesOf, textOf, type Value } from './value.js';

/** `headers: { name: value }` beside the path it is for. */
export function headersOf(
  stack: ReadStack,
  rule: Value,
  pathKey: string,
  preflight: HeaderRule['preflight'],
  key = 'headers',
): Reading {
  const where = textOf(below(rule, pathKey));
  const headers = entriesOf(below(rule, key)).map(({ key: name, value, keyAt }) => ({ name, value, at: keyAt }));
  const policy = constantPolicy({ stack, at: rule.at, ...(where !== undefined && { where }), headers, preflight });
  return { policies: policy ? [policy] : [], traps: [] };
}
