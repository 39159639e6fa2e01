import { get } from '@corsmith/protocol';
import { experiment, originProbes, reflects } from '../extra-probes/experiments.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { UNKNOWN_ORIGIN } from '../policy/unknown-names.js';
import type { WarningRule } from '../warning.js';

export const reflectsAnyOrigin: WarningRule = {
  id: 'reflects-any-origin',
  title: 'The server allows any origin that sends a request',
  before: ['null-allowed'],
  probes: (seen) => originProbes(seen, UNKNOWN_ORIGIN),
  match(seen) {
    const located = experiment(seen, originProbes(seen, UNKNOWN_ORIGIN));
    if (!located || !reflects(seen)) return undefined;
    const header = lines(located.response, ALLOW_ORIGIN)[0];
    const trusts = get(located.response.headers, 'access-control-allow-credentials') === 'true';
    return {
      explanation: trusts
        ? 'It reflects any origin, with credentials: every website that a signed-in user opens can read that user’s data. List the origins that you trust.'
        : 'It reflects any origin. If everyone may read this, send Access-Control-Allow-Origin: *, which is one cacheable response for all; otherwise list the origins.',
      evidence: [{ text: 'an unknown origin', exchange: located.index, ...(header && { header, at: 0 }) }],
    };
  },
};
