import { condition, hasCredentials, pageOf } from '../examples.js';
import type { Rule } from '../rule.js';

export const wildcardWithCredentials: Rule = {
  id: 'wildcard-with-credentials',
  title: 'Browsers reject * for requests with credentials',
  judge(policy) {
    if (!hasCredentials(policy)) return [];
    return policy.origins
      .filter((one) => one.kind === 'any')
      .map((one) => ({
        level: 'broken',
        at: one.at,
        message: `${condition(one)}Access-Control-Allow-Origin is * while credentials are allowed.`,
        why: 'Browsers block every request with credentials then. List the origins, or turn credentials off.',
        example: { outcome: 'blocked', request: { origin: pageOf(policy), credentials: 'include' } },
      }));
  },
};
