import type { Rule } from '../rule.js';

const NEVER_SENT = /^(?:access-control-(?!request-)[\w-]+|credentials|mode)$/i;

export const responseHeaderAsRequestHeader: Rule = {
  id: 'response-header-as-request-header',
  title: 'Pages don’t send this header',
  judge({ requestHeaders, origins }) {
    const { value, at } = requestHeaders;
    if (typeof value !== 'object' || origins.length === 0) return [];
    const names = value.filter((one) => NEVER_SENT.test(one));
    if (names.length === 0) return [];
    return [
      {
        level: 'no-effect',
        at,
        message: `Access-Control-Allow-Headers lists ${names.join(', ')}, which pages don’t send.`,
        why: 'It lists the headers of requests; these are headers of responses, or options of fetch().',
      },
    ];
  },
};
