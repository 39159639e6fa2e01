import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from './warning.js';

export const noMaxAge: WarningRule = {
  id: 'no-max-age',
  title: 'Browsers may not keep the preflight: there is no Access-Control-Max-Age',
  match(seen) {
    const preflight = preflightOf(seen);
    const response = preflight?.exchange.response;
    if (!response || lines(response, 'access-control-max-age').length > 0) return undefined;
    return {
      explanation:
        'Chrome and Safari keep the permission for 5 seconds and Firefox not at all, so nearly every request costs one more round trip. Say Access-Control-Max-Age: 7200.',
      evidence: [{ text: 'no Access-Control-Max-Age', exchange: preflight.index }],
    };
  },
};
