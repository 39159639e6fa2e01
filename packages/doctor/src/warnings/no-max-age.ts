import { DEFAULT_MAX_AGE, PREFLIGHT_LIFETIMES } from '@corsmith/protocol';
import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

export const noMaxAge: WarningRule = {
  id: 'no-max-age',
  title: 'Browsers cache the preflight for seconds only: Access-Control-Max-Age is missing',
  before: ['max-age-over-cap'],
  match(seen) {
    const preflight = preflightOf(seen);
    const response = preflight?.exchange.response;
    if (!response || lines(response, 'access-control-max-age').length > 0) return undefined;
    return {
      explanation: `Browsers cache the preflight for ${DEFAULT_MAX_AGE} s only, so nearly every request costs one more round trip. Send Access-Control-Max-Age: ${PREFLIGHT_LIFETIMES.chromium.cap}.`,
      evidence: [{ text: 'no Access-Control-Max-Age', exchange: preflight.index }],
    };
  },
};
