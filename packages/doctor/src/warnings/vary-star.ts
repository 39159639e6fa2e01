import { readResponse } from '../extra-probes/experiments.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

export const varyStar: WarningRule = {
  id: 'vary-star',
  title: 'Vary: * prevents caching',
  match(seen) {
    const located = readResponse(seen);
    const header = lines(located?.response, 'vary').find(([, value]) => /(?:^|[\s,])\*(?:[\s,]|$)/.test(value));
    if (!located || !header) return undefined;
    return {
      explanation:
        'No cache may reuse the response, so every request goes to the server. List what the response depends on, such as Vary: Origin.',
      evidence: [{ text: 'everything', exchange: located.index, header, at: header[1].indexOf('*') }],
    };
  },
};
