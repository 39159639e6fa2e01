import { condition, hasCredentials } from '../examples.js';
import type { Rule } from '../rule.js';

export const nullOrigin: Rule = {
  id: 'null-origin',
  title: 'Any website can have the origin null',
  judge: (policy) =>
    policy.origins
      .filter((one) => one.kind === 'text' && one.text === 'null')
      .map((one) => ({
        level: hasCredentials(policy) ? ('insecure' as const) : ('fragile' as const),
        at: one.at,
        message: `${condition(one)}The origin null is allowed.`,
        why: 'Any website gets it through a sandboxed frame, so this allows every website.',
        ...(hasCredentials(policy) && {
          example: { outcome: 'allowed', request: { origin: 'null', credentials: 'include' } } as const,
        }),
      })),
};
