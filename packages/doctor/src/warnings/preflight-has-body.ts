import { preflightOf } from '../facts/seen.js';
import type { WarningRule } from '../warning.js';

export const preflightHasBody: WarningRule = {
  id: 'preflight-has-body',
  title: 'The response to the preflight has a body, which no browser reads',
  match(seen) {
    const preflight = preflightOf(seen);
    const response = preflight?.exchange.response;
    if (!response || (response.bodyStart === '' && !response.bodyTruncated)) return undefined;
    return {
      explanation:
        'Often it shows that the app ran its handler for OPTIONS, or that a page for people is served there. Response 204 without a body before anything else runs.',
      evidence: [{ text: `${response.status} with a body`, exchange: preflight.index }],
    };
  },
};
