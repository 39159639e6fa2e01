import { get, type Send } from '@corsmith/protocol';
import type { Policy } from './policy.js';
import { respondAsync } from './respond.js';

/** A server with only this policy, for `simulate`: no network. */
export const responsesOf =
  (policy: Policy): Send =>
  async ({ method, headers }) => {
    const response = await respondAsync(policy, { method, headers: (name) => get(headers, name) });
    const vary = response.vary === '' ? [] : [['vary', response.vary] as const];
    return { status: response.status ?? 200, headers: [...response.headers, ...vary] };
  };
