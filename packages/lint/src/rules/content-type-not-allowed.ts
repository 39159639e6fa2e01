import { pageOf } from '../examples.js';
import type { Rule } from '../rule.js';

export const contentTypeNotAllowed: Rule = {
  id: 'content-type-not-allowed',
  title: 'Requests with JSON are blocked',
  judge(policy) {
    const { methods, requestHeaders, origins, preflight } = policy;
    const { value, at } = requestHeaders;
    if (typeof value !== 'object' || typeof methods.value !== 'object') return [];
    if (origins.length === 0 || preflight === false) return [];
    const names = value.map((one) => one.toLowerCase());
    const hasBodies = methods.value.some((one) => /^(?:POST|PUT|PATCH)$/.test(one));
    // A list with Authorization is that of an API.
    if (!hasBodies || !names.includes('authorization') || names.includes('content-type') || names.includes('*'))
      return [];
    return [
      {
        level: 'broken',
        at,
        message: 'Content-Type is not allowed: every request with JSON is blocked.',
        why: 'application/json needs permission in Access-Control-Allow-Headers.',
        example: {
          outcome: 'blocked',
          request: {
            origin: pageOf(policy),
            method: 'POST',
            headers: [['Content-Type', 'application/json']],
            body: '{}',
          },
        },
      },
    ];
  },
};
