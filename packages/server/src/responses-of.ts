import { get, type Send } from '@corsmith/protocol';
import type { Policy } from './policy.js';
import { respondAsync } from './respond.js';

/** A server with this policy and nothing else to say, for `simulate`: no network. */
export const responsesOf =
  (policy: Policy): Send =>
  async ({ method, headers }) => {
    const answer = await respondAsync(policy, { method, headers: (name) => get(headers, name) });
    const vary = answer.vary === '' ? [] : [['vary', answer.vary] as const];
    return { status: answer.status ?? 200, headers: [...answer.headers, ...vary] };
  };
