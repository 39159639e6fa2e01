import { preflightOf } from '../facts/seen.js';
import type { WarningRule } from '../warning.js';

export const preflightHasBody: WarningRule = {
  id: 'preflight-has-body',
  title: 'The preflight response has a body, which no browser reads',
  match(seen) {
    const preflight = preflightOf(seen);
    const response = preflight?.exchange.response;
    if (!response || (response.bodyStart === '' && !response.bodyTruncated)) return undefined;
    return {
      explanation:
        'Often the app runs its handler for OPTIONS, or serves an HTML page there. Respond with 204 and no body before anything else runs.',
      evidence: [{ text: `${response.status} with a body`, exchange: preflight.index }],
    };
  },
};
