import { ATTACKER, condition, hasCredentials } from '../examples.js';
import type { Rule } from '../rule.js';

export const anyOriginWithCredentials: Rule = {
  id: 'any-origin-with-credentials',
  title: 'Every website can read responses with the visitor’s cookies',
  judge(policy) {
    if (!hasCredentials(policy)) return [];
    return policy.origins
      .filter((one) => one.kind === 'echo')
      .map((one) => ({
        level: 'insecure',
        at: one.at,
        message: `${condition(one)}Every origin is sent back, with credentials.`,
        why: 'Any website that a signed-in visitor opens can read these responses as that visitor. List the origins.',
        example: { outcome: 'allowed', request: { origin: ATTACKER, credentials: 'include' } },
      }));
  },
};
