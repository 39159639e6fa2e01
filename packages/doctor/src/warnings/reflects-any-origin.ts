import { get } from '@corsmith/protocol';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { askedFrom, experiment, reflects, STRANGER } from '../telling/experiments.js';
import type { WarningRule } from './warning.js';

export const reflectsAnyOrigin: WarningRule = {
  id: 'reflects-any-origin',
  title: 'The server allows whatever origin asks',
  asks: (seen) => askedFrom(seen, STRANGER),
  match(seen) {
    const answer = experiment(seen, askedFrom(seen, STRANGER));
    if (!answer || !reflects(seen)) return undefined;
    const header = lines(answer.response, ALLOW_ORIGIN)[0];
    const trusts = get(answer.response.headers, 'access-control-allow-credentials') === 'true';
    return {
      explanation: trusts
        ? 'It names any origin, with credentials: every website that a signed-in person opens can read that person’s data. List the origins that you trust.'
        : 'It names any origin. If everyone may read this, say Access-Control-Allow-Origin: *, which caches can keep for all; else list the origins.',
      evidence: [{ text: 'a stranger', exchange: answer.index, ...(header && { header, at: 0 }) }],
    };
  },
};
