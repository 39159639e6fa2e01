import { LONGEST_MAX_AGE, PREFLIGHT_LIFETIMES } from '@corsmith/protocol';
import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

const { chromium, firefox, webkit } = PREFLIGHT_LIFETIMES;

export const maxAgeOverCap: WarningRule = {
  id: 'max-age-over-cap',
  title: 'Access-Control-Max-Age is longer than any browser allows',
  before: ['preflight-has-body'],
  match(seen) {
    const preflight = preflightOf(seen);
    const header = lines(preflight?.exchange.response, 'access-control-max-age')[0];
    if (!preflight || !header || !/^\d+$/.test(header[1].trim()) || Number(header[1]) <= LONGEST_MAX_AGE)
      return undefined;
    return {
      explanation: `Chrome caches it for ${chromium.cap} s at most, Firefox for ${firefox.cap} s and Safari for ${webkit.cap} s, whatever the number is.`,
      evidence: [{ text: `over ${LONGEST_MAX_AGE}`, exchange: preflight.index, header, at: 0 }],
    };
  },
};
