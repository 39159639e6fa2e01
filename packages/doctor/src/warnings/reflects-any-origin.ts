import { get } from '@corsmith/protocol';
import { experiment, originProbes, reflects, UNKNOWN_ORIGIN } from '../extra-probes/experiments.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

export const reflectsAnyOrigin: WarningRule = {
  id: 'reflects-any-origin',
  title: 'The server allows whatever origin asks',
  before: ['null-allowed'],
  probes: (seen) => originProbes(seen, UNKNOWN_ORIGIN),
  match(seen) {
    const located = experiment(seen, originProbes(seen, UNKNOWN_ORIGIN));
    if (!located || !reflects(seen)) return undefined;
    const header = lines(located.response, ALLOW_ORIGIN)[0];
    const trusts = get(located.response.headers, 'access-control-allow-credentials') === 'true';
    return {
      explanation: trusts
        ? 'It names any origin, with credentials: every website that a signed-in person opens can read that person’s data. List the origins that you trust.'
        : 'It names any origin. If everyone may read this, say Access-Control-Allow-Origin: *, which caches can keep for all; else list the origins.',
      evidence: [{ text: 'a stranger', exchange: located.index, ...(header && { header, at: 0 }) }],
    };
  },
};
