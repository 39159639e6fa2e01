import type { Rule } from '../rule.js';

export const missingVary: Rule = {
  id: 'missing-vary',
  title: 'A cache can send one origin’s response to another',
  judge(policy) {
    if (policy.vary !== false || policy.originHeader === 'constant' || policy.origins.length === 0) return [];
    return [
      {
        level: 'fragile',
        at: policy.at,
        message: 'The header depends on the Origin, but the response has no Vary: Origin.',
        why: 'Browsers and shared caches then reuse a response for another origin, which is blocked.',
      },
    ];
  },
};
