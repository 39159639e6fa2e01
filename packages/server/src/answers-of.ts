import { get, type Send } from '@corsmith/protocol';
import { answerAsync } from './answer.js';
import type { Policy } from './policy.js';

/** A server with this policy and nothing else to say, for `simulate`: no network. */
export const answersOf =
  (policy: Policy): Send =>
  async ({ method, headers }) => {
    const answer = await answerAsync(policy, { method, headers: (name) => get(headers, name) });
    const vary = answer.vary === '' ? [] : [['vary', answer.vary] as const];
    return { status: answer.status ?? 200, headers: [...answer.headers, ...vary] };
  };
