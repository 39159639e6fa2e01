import { CHROMIUM_MAX_AGE_CAP, FIREFOX_MAX_AGE_CAP, WEBKIT_MAX_AGE_CAP } from '@corsmith/protocol';
import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from './warning.js';

/** Beyond this no browser goes. */
const CAP = Math.max(CHROMIUM_MAX_AGE_CAP, FIREFOX_MAX_AGE_CAP, WEBKIT_MAX_AGE_CAP);

export const maxAgeOverCap: WarningRule = {
  id: 'max-age-over-cap',
  title: 'No browser keeps the preflight for as long as the server says',
  match(seen) {
    const preflight = preflightOf(seen);
    const header = lines(preflight?.exchange.response, 'access-control-max-age')[0];
    if (!preflight || !header || !/^\d+$/.test(header[1].trim()) || Number(header[1]) <= CAP) return undefined;
    return {
      explanation: `Chrome keeps it for ${CHROMIUM_MAX_AGE_CAP} s at most, Firefox for ${FIREFOX_MAX_AGE_CAP} s and Safari for ${WEBKIT_MAX_AGE_CAP} s, whatever the number is.`,
      evidence: [{ text: `over ${CAP}`, exchange: preflight.index, header, at: 0 }],
    };
  },
};
