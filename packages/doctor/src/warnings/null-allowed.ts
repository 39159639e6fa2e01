import { allowedFrom, allowedOrigin, originProbes, readResponse } from '../extra-probes/experiments.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

export const nullAllowed: WarningRule = {
  id: 'null-allowed',
  title: 'The server allows the origin null, which any website can send',
  before: ['allows-trailing-junk'],
  probes: (seen) => originProbes(seen, 'null'),
  match(seen) {
    const own = readResponse(seen);
    const located = own && allowedOrigin(own.response) === 'null' ? own : allowedFrom(seen, 'null');
    if (!located) return undefined;
    const header = lines(located.response, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'Any website can send Origin: null from a sandboxed frame, so this allows all of them. Remove null from the list, and serve local files over http.',
      evidence: [{ text: 'anyone', exchange: located.index, ...(header && { header, at: 0 }) }],
    };
  },
};
