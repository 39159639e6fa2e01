import { constantPolicy, type HeaderRule, type WrittenHeader } from './constant-headers.js';
import type { ReadStack } from './read-policy.js';
import type { PolicyReading } from './reading.js';
import { below, itemsOf, textOf, type Value } from './value.js';

/** `{ "source": …, "headers": [{ "key": …, "value": … }] }` in a list, as vercel.json and firebase.json have it. */
export function sourceRules(
  stack: ReadStack,
  list: Value | undefined,
  preflight: HeaderRule['preflight'],
): readonly PolicyReading[] {
  return itemsOf(list).flatMap((rule) => {
    const where = textOf(below(rule, 'source')) ?? textOf(below(rule, 'glob')) ?? textOf(below(rule, 'regex'));
    const headers = itemsOf(below(rule, 'headers')).flatMap((one): WrittenHeader[] => {
      const [name, value] = [textOf(below(one, 'key')), below(one, 'value')];
      return name !== undefined && value ? [{ name, value }] : [];
    });
    const policy = constantPolicy({ stack, at: rule.at, ...(where !== undefined && { where }), headers, preflight });
    return policy ? [policy] : [];
  });
}
