import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { recordOf } from '@corsmith/protocol';
import { RESPONSE_CHANNEL, type ResponseEvent } from '@corsmith/server';
import type { CorsMetrics } from './cors-metrics.js';

/**
 * Counts the responses of every `@corsmith/server` policy in this process, with the policy's own reasons. Use it or
 * `observeResponses`, not both, since both count the same requests. Durations are not known here, and neither are statuses
 * other than a preflight's 204. Returns a function that stops counting.
 */
export function listenToResponses(metrics: CorsMetrics): () => void {
  const listener = (message: unknown) => {
    if (!isResponseEvent(message)) return;
    const { kind, allowed, reason, origin } = message;
    metrics.record({
      kind,
      origin,
      reason: allowed ? 'none' : (reason ?? 'other'),
      ...(kind === 'preflight' && { status: 204 }),
    });
  };
  subscribe(RESPONSE_CHANNEL, listener);
  return () => void unsubscribe(RESPONSE_CHANNEL, listener);
}

/** Anything in the process may publish on a channel. */
function isResponseEvent(message: unknown): message is ResponseEvent {
  const { kind, allowed, origin } = recordOf(message);
  return (kind === 'preflight' || kind === 'actual') && typeof allowed === 'boolean' && typeof origin === 'string';
}
