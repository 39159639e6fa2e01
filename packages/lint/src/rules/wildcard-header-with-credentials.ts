import type { Stated } from '@corsmith/readers';
import { hasCredentials, pageOf } from '../examples.js';
import type { Judged, Rule } from '../rule.js';
import type { Example } from '../witness.js';

export const wildcardHeaderWithCredentials: Rule = {
  id: 'wildcard-header-with-credentials',
  title: 'With credentials, * is a name and not a wildcard',
  judge(policy) {
    const { origins, requestHeaders, methods, exposed, preflight } = policy;
    if (!hasCredentials(policy) || origins.length === 0) return [];
    // Browsers reject every response with credentials then; that is reported by itself.
    if (origins.every(({ kind }) => kind === 'any')) return [];
    const page = { origin: pageOf(policy), credentials: 'include' } as const;
    const found: Judged[] = [];
    const report = (stated: Stated<unknown>, name: string, effect: string, request?: Example) =>
      found.push({
        level: 'broken',
        at: stated.at,
        message: `${name} is * while credentials are allowed.`,
        why: `For requests with credentials, browsers read * as a name: ${effect}. List the names.`,
        ...(request && { example: { outcome: 'blocked', request } }),
      });
    if (requestHeaders.value === '*' && preflight !== false)
      report(requestHeaders, 'Access-Control-Allow-Headers', 'no header is allowed', {
        ...page,
        method: 'POST',
        headers: [['Content-Type', 'application/json']],
        body: '{}',
      });
    if (methods.value === '*' && preflight !== false)
      report(methods, 'Access-Control-Allow-Methods', 'no method is allowed', { ...page, method: 'PUT' });
    if (exposed.value === '*') report(exposed, 'Access-Control-Expose-Headers', 'no header is exposed');
    return found;
  },
};
