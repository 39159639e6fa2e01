import { hasCredentials } from '../examples.js';
import type { Rule } from '../rule.js';

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const wildcardWithoutAuthorization: Rule = {
  id: 'wildcard-without-authorization',
  title: '* does not cover Authorization',
  judge(policy) {
    const { requestHeaders, origins } = policy;
    if (requestHeaders.value !== '*' || hasCredentials(policy) || origins.length === 0) return [];
    return [
      {
        level: 'fragile',
        at: requestHeaders.at,
        message: 'Access-Control-Allow-Headers is *, which does not cover Authorization.',
        why: 'The standard requires its name; browsers still allow it, and announce that they will stop. List it beside *.',
      },
    ];
  },
};
